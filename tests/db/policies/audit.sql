-- Who sees which event, its seal and a read; and that nobody, the owner
-- included, takes any of it back.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 1 lead, 2 and 8 council A, 3 council B, 4 provider P, 5 provider Q,
-- 6 auditor of council A, 7 auditor of the lead.
\ir given/placing.sql

-- Council A published, which both providers were told; then P sent its bid.
INSERT INTO event (type, referral_id, organisation_id, actor_id)
SELECT t, '30000000-0000-4000-8000-000000000003',
       ('10000000-0000-4000-8000-00000000000' || o)::uuid,
       ('20000000-0000-4000-8000-00000000000' || p)::uuid
  FROM (VALUES ('referral.published', 'b', 2), ('bid.sealed', 'd', 4))
       AS v (t, o, p);
INSERT INTO event_reader (organisation_id, xid, event_id)
SELECT ('10000000-0000-4000-8000-00000000000' || o)::uuid, e.xid, e.id
  FROM event e, unnest(ARRAY['b', 'd', 'e']) o
 WHERE e.type = 'referral.published' OR o = 'd';
INSERT INTO audit_batch
SELECT 1, now(), d, d, d, d, d, d || d, repeat('0', 512)::bytea
  FROM sha256('x') d;
INSERT INTO event_seal SELECT id, 1, row_number() OVER () FROM event;
INSERT INTO access_log (operation, subject_id, referral_id, council_id,
    lead_id, organisation_id, actor_id)
SELECT 'showReferral', r.id, r.id, r.council_id, r.lead_id, a.organisation_id,
       a.id
  FROM referral r, app_user a
 WHERE a.name IN ('council 000000000002', 'provider 000000000004');

CREATE FUNCTION pg_temp.expect_all(sees text, about text, VARIADIC rows
    integer[]) RETURNS void LANGUAGE sql AS $$
    SELECT expect(p, rows[p], 'SELECT FROM ' || about)
      FROM generate_series(1, 8) p
$$;
SELECT pg_temp.expect_all('sealed bids', t, 0, 1, 0, 2, 1, 1, 1, 1)
  FROM unnest(ARRAY['event', 'event_seal']) t;
SELECT pg_temp.expect_all('sealed bids', 'access_log', 0, 1, 0, 0, 0, 1, 1, 1);
UPDATE referral SET state = 'opened', opened_at = now();
-- The council was not named as a reader of the bid; its auditors see all.
SELECT pg_temp.expect_all('opened', t, 0, 1, 0, 2, 1, 2, 2, 1)
  FROM unnest(ARRAY['event', 'event_seal']) t;
SELECT pg_temp.expect_all('opened', 'access_log', 0, 2, 0, 0, 0, 2, 2, 2);
SELECT expect(p, NULL, 'SELECT FROM audit_batch')
  FROM generate_series(1, 8) p;

-- Nobody speaks for another, chooses the time, or writes a digest.
SELECT expect(p, NULL, s)
  FROM generate_series(1, 8) p, unnest(ARRAY[
       'INSERT INTO event (type, at) VALUES (''a.b'', now())',
       'INSERT INTO event (type, salt) VALUES (''a.b'', ''\x00'')',
       'INSERT INTO event (type, xid) VALUES (''a.b'', ''1'')',
       'INSERT INTO event (type, organisation_id, actor_id) VALUES (''a.b'','
       ' ''10000000-0000-4000-8000-00000000000a'', gen_random_uuid())',
       'INSERT INTO access_log (operation, actor_id) VALUES (''x'','
       ' gen_random_uuid())',
       'INSERT INTO event_seal VALUES (1, 1, 1)']) s;

-- What is written stays, even for the owner and the superuser.
CREATE FUNCTION pg_temp.stays(who name, statement text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('role', who, true);
    EXECUTE statement;
    RAISE EXCEPTION '% could: %', who, statement;
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('role', 'none', true);
END $$;
SELECT pg_temp.stays(who, s || t || set)
  FROM unnest(ARRAY['app_staff', 'app_public', 'fairlot_owner', 'postgres'])
           AS who,
       (VALUES ('event', 'type = type'), ('event_reader', 'xid = xid'),
               ('event_seal', 'batch = batch'), ('audit_batch', 'head = head'),
               ('access_log', 'purpose = purpose')) AS tables (t, assignment),
       LATERAL (VALUES ('UPDATE ', ' SET ' || assignment),
                       ('DELETE FROM ', ''), ('TRUNCATE ', ' CASCADE'))
           AS statements (s, set);

-- The digest is of the text that docs/AUDIT.md describes.
DO $$
BEGIN
    IF event_digest('1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9',
           '2026-04-01T09:00:00.25Z', 'accreditation.suspended',
           '1f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968', NULL,
           '2f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968',
           '3f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968', 'q8Tn3l-7',
           '\x000102030405060708090a0b0c0d0e0f') <> sha256(
           E'fairlot event 1\nid=1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9\n'
           'at=2026-04-01T09:00:00.25Z\ntype=accreditation.suspended\n'
           'subject_id=1f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968\nreferral_id=\n'
           'organisation_id=2f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968\n'
           'actor_id=3f2e3d4c-5b6a-4798-8f0e-1d2c3b4a5968\n'
           'request_id=q8Tn3l-7\nsalt=000102030405060708090a0b0c0d0e0f\n')
    THEN
        RAISE EXCEPTION 'the digest of an event is another';
    END IF;
END $$;
