"""many.py - hundreds of bids as large as they may be, without the hours that
admitting hundreds of homes would take: straight into the tables, sealed as
the service seals them.

SPDX-License-Identifier: Apache-2.0
"""
import ctypes
import hashlib
import json
import uuid

from psycopg2.extras import execute_values

STEP, MORE = 4096, 48  # bytes of padding, and what sealing adds

sodium = ctypes.CDLL("libsodium.so.23")


def seal(public_key, bid_id, version, text):
    """As envelope/box.c."""
    plain = f"fairlot-bid-v1\n{bid_id}\n{version}\n{text}".encode()
    plain += b"\x80" + b"\0" * (-(len(plain) + 1) % STEP)
    out = ctypes.create_string_buffer(len(plain) + MORE)
    assert sodium.crypto_box_seal(
        out, plain, ctypes.c_ulonglong(len(plain)), public_key) == 0
    return out.raw


# Copies of a home and of all that its invitation hangs on, under new ids.
CLONES = """
CREATE TEMPORARY TABLE clone AS
SELECT n, gen_random_uuid() AS home, gen_random_uuid() AS application,
       gen_random_uuid() AS entry, gen_random_uuid() AS accreditation,
       gen_random_uuid() AS bid
  FROM generate_series(1, %(count)s) n;
-- A row as it is but for some members; what is generated is made again.
CREATE FUNCTION pg_temp.put(target regclass, written jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    names text := (SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum)
                     FROM pg_attribute
                    WHERE attrelid = target AND attnum > 0
                      AND NOT attisdropped AND attgenerated = '');
BEGIN
    EXECUTE format('INSERT INTO %%1$s (%%2$s) SELECT %%2$s'
                   ' FROM jsonb_populate_record(NULL::%%1$s, $1)',
                   target, names) USING written;
END $$;
SELECT pg_temp.put('establishment', to_jsonb(h)
                   || jsonb_build_object('id', c.home))
  FROM clone c, establishment h WHERE h.id = %(home)s;
SELECT pg_temp.put('application', to_jsonb(p) || jsonb_build_object(
           'id', c.application, 'reference', 'A-clone-' || c.application))
  FROM clone c, application p JOIN entry e ON e.application_id = p.id
  JOIN accreditation a ON a.entry_id = e.id WHERE a.id = %(accreditation)s;
SELECT pg_temp.put('entry', to_jsonb(e) || jsonb_build_object('id', c.entry,
           'application_id', c.application, 'establishment_id', c.home))
  FROM clone c, entry e JOIN accreditation a ON a.entry_id = e.id
 WHERE a.id = %(accreditation)s;
SELECT pg_temp.put('accreditation', to_jsonb(a) || jsonb_build_object(
           'id', c.accreditation, 'entry_id', c.entry,
           'establishment_id', c.home))
  FROM clone c, accreditation a WHERE a.id = %(accreditation)s;
SELECT pg_temp.put('invitation', to_jsonb(i) || jsonb_build_object(
           'establishment_id', c.home, 'accreditation_id', c.accreditation))
  FROM clone c, invitation i
 WHERE i.referral_id = %(referral)s AND i.establishment_id = %(home)s;
INSERT INTO bid (id, referral_id, establishment_id, provider_id, council_id,
    lead_id)
SELECT c.bid, i.referral_id, c.home, i.provider_id, i.council_id, i.lead_id
  FROM clone c JOIN invitation i ON i.establishment_id = c.home;
"""
VERSIONS = """
INSERT INTO bid_version (bid_id, version, referral_id, provider_id,
    council_id, lead_id, sealed, sha256, received_at, signature)
SELECT b.id, 1, b.referral_id, b.provider_id, b.council_id, b.lead_id,
       v.sealed, v.sha256, now_utc(), ''
  FROM (VALUES %s) AS v (id, sealed, sha256) JOIN bid b ON b.id = v.id::uuid
"""


def add_bids(cursor, referral, home, count, price_pence, body):
    """That many bids of that body, each of a home of its own."""
    cursor.execute("BEGIN")
    cursor.execute(CLONES, {"count": count, "home": home.id,
                            "referral": referral["id"],
                            "accreditation": home.accreditation_id})
    cursor.execute("SELECT public_key FROM referral_key"
                   " WHERE referral_id = %s", (referral["id"],))
    key = bytes(cursor.fetchone()[0])
    text = json.dumps({"price_pence": price_pence, "bid": body},
                      separators=(",", ":"), ensure_ascii=False)
    cursor.execute("SELECT bid::text FROM clone")
    for (bid,) in cursor.fetchall():
        assert uuid.UUID(bid)
        sealed = seal(key, bid, 1, text)
        execute_values(cursor, VERSIONS, [
            (bid, sealed, hashlib.sha256(sealed).hexdigest())])
    cursor.execute("DROP TABLE clone")
    cursor.execute("COMMIT")
