-- What the keeper's role may see, and what the service may not: the
-- ciphertext and the wrapped keys. SPDX-License-Identifier: Apache-2.0
--
-- People: 1 lead, 2 and 8 council A, 3 council B, 4 provider P, 5 provider Q,
-- 6 auditor of council A, 7 auditor of the lead.
\ir given/placing.sql

-- As expect(), as the role keeper in that person's session; person 0: none.
CREATE FUNCTION kept(person integer, rows bigint, query text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    PERFORM set_config('role', 'keeper', true);
    IF person > 0 THEN
        PERFORM enter(('20000000-0000-4000-8000-00000000000' || person)::uuid);
    END IF;
    BEGIN
        EXECUTE query;
        GET DIAGNOSTICS found = ROW_COUNT;
    EXCEPTION WHEN insufficient_privilege OR undefined_function THEN
        found := NULL;
    END;
    PERFORM set_config('role', 'none', true);
    PERFORM set_config('app.sid', '', true);
    IF found IS DISTINCT FROM rows THEN
        RAISE EXCEPTION 'keeper for %: expected % rows, found %: %', person,
            coalesce(rows::text, 'no right to'),
            coalesce(found::text, 'no right'), query;
    END IF;
END $$;
CREATE TEMPORARY TABLE sealed (query text);
INSERT INTO sealed VALUES ('SELECT sealed FROM bid_version'),
                          ('SELECT id FROM bid');

-- The service reads no ciphertext and no wrapped key, not even its own.
SELECT expect(p, NULL, q)
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8]) p,
       (VALUES ('SELECT sealed FROM bid_version'),
               ('SELECT * FROM bid_version'),
               ('SELECT v FROM bid_version v'),
               ('SELECT wrapped FROM referral_key'),
               ('UPDATE bid_version SET sealed = ''x'''),
               ('UPDATE referral_key SET public_key = ''x''')) AS t (q);
-- The public key reaches those who see the referral, and nobody else.
SELECT expect(p, CASE WHEN p IN (1, 3) THEN 0 ELSE 1 END,
              'SELECT public_key FROM referral_key')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8]) p;
SELECT expect(p, CASE WHEN p IN (2, 8) THEN 1 ELSE 0 END,
              'UPDATE referral_key SET wrapped = ''\x' || repeat('01', 80)
              || '''')
  FROM unnest(ARRAY[1, 2, 3, 4, 5, 6, 7, 8]) p;

-- Before the deadline: a bidder's own bid, and nothing for anybody else.
UPDATE referral SET deadline = now() + interval '1 hour';
SELECT kept(p, CASE WHEN p IN (4, 5) THEN 1 ELSE 0 END, query)
  FROM unnest(ARRAY[0, 1, 2, 3, 4, 5, 6, 7, 8]) p, sealed;
-- From the deadline on, all of them for the council's officers as well.
UPDATE referral SET deadline = now();
SELECT kept(p, CASE WHEN p IN (4, 5) THEN 1 WHEN p IN (2, 8) THEN 2 ELSE 0 END,
            query)
  FROM unnest(ARRAY[0, 1, 2, 3, 4, 5, 6, 7, 8]) p, sealed;

-- It changes no bid, no deadline and nobody's session, and sees no person.
SELECT kept(2, NULL, q)
  FROM (VALUES ('UPDATE bid_version SET sealed = ''x'''),
               ('DELETE FROM bid_version'),
               ('UPDATE bid SET withdrawn_at = now()'),
               ('UPDATE referral SET deadline = now()'),
               ('UPDATE referral_key SET public_key = ''x'''),
               ('INSERT INTO opening_step OVERRIDING USER VALUE
                     SELECT * FROM opening_step'),
               ('UPDATE session SET ended_at = NULL'),
               ('SELECT * FROM session'),
               ('SELECT name FROM app_user'),
               ('SELECT portrait FROM referral_portrait'),
               ('SELECT * FROM referral_private'),
               ('SELECT content FROM bid_opened'),
               ('SELECT email FROM app_user')) AS t (q);

-- An attempt that was refused: the same event for what is there and what is
-- not; nobody chooses another type for it.
SELECT expect(5, NULL, $$SELECT note_attempt('bid.placed', NULL, NULL)$$);
SELECT expect(5, 1, $$SELECT note_attempt('bid.read_refused.not_found',
    '70000000-0000-4000-8000-000000000011', NULL)$$);
SELECT expect(5, 1, $$SELECT note_attempt('bid.read_refused.not_found',
    '70000000-0000-4000-8000-0000000000ff', NULL)$$);
SELECT expect(5, 1, $$SELECT note_attempt('bid.read_refused.forbidden',
    '30000000-0000-4000-8000-000000000003',
    '30000000-0000-4000-8000-000000000003')$$);
DO $$
BEGIN
    IF (SELECT count(DISTINCT readers) <> 1 OR count(*) <> 2
          FROM (SELECT array_agg(r.organisation_id
                                ORDER BY r.organisation_id) AS readers
                  FROM event e JOIN event_reader r ON r.event_id = e.id
                 WHERE e.type = 'bid.read_refused.not_found'
                 GROUP BY e.id) AS told) THEN
        RAISE EXCEPTION 'a bid that is there has other readers';
    END IF;
    IF (SELECT array_agg(o.name ORDER BY o.name) <> '{"Council A",Lead}'
          FROM event e JOIN event_reader r ON r.event_id = e.id
          JOIN organisation o ON o.id = r.organisation_id
         WHERE e.type = 'bid.read_refused.forbidden') THEN
        RAISE EXCEPTION 'an attempt has the wrong readers';
    END IF;
END $$;
