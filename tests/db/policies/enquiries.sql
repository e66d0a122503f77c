-- Enquiries of people who pay for themselves (R178): nobody's before they are
-- confirmed, then those of the home's provider and of the lead authority that
-- lists it.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead of a, 2 auditor of a, 3 council b, 4 council c,
-- 5 provider d, 6 provider e, 7 portal f, 8 lead of c, 9 auditor of b.
-- Homes of d: 1 listed, 2 not, 3 suspended; of e: 7 listed.
\ir given/market.sql

CREATE FUNCTION write_to(home integer, token text, address text DEFAULT 'x',
    came_from text DEFAULT 'y')
RETURNS integer LANGUAGE sql AS $$
    SELECT retry_after FROM enquiry_make(gen_random_uuid(), thing(4, home),
        E'\x01c', E'\x01m', 'email', NULL, 24, token, address, 2, came_from,
        3, gen_random_uuid(), 'letter')
$$;

-- Where the directory shows a home, and nowhere else.
SELECT expect(who, found::bigint,
           format('SELECT WHERE enquiry_leads(%L) IS NOT NULL',
                  thing(4, home)))
  FROM (VALUES (1, 1), (2, 0), (3, 0), (4, 0), (6, 0), (7, 1)) AS v (home, found),
       unnest(ARRAY[0, 5]) AS who;

SELECT write_to(1, 'one');
DO $$
BEGIN
    ASSERT (SELECT count(*) FROM mail WHERE enquiry_id IS NOT NULL) = 1;
    -- Nobody's words are stored in the open.
    BEGIN
        UPDATE enquiry SET message = 'm';
        RAISE EXCEPTION 'stored in the open';
    EXCEPTION WHEN check_violation THEN NULL;
    END;
END $$;

-- Before it is confirmed it is nobody's, and nobody can confirm it by hand.
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0]::bigint[], q)
  FROM unnest(ARRAY['SELECT id FROM enquiry', 'SELECT FROM enquiry_shown',
                    'UPDATE enquiry SET state = ''answered''']) AS q;
SELECT expect(who, NULL, q)
  FROM generate_series(0, 9) AS who, unnest(ARRAY[
       'SELECT token_sha256 FROM enquiry',
       'SELECT address_digest FROM enquiry',
       'SELECT FROM enquiry_try', 'SELECT FROM personal_place',
       'INSERT INTO enquiry (id) VALUES (gen_random_uuid())',
       'DELETE FROM enquiry',
       'UPDATE enquiry SET sent_at = now()',
       'SELECT enquiries_forget(1)', 'SELECT mail_claim(1, 1)']) AS q;

-- A wrong token is none; the right one is good once.
SELECT expect(ARRAY[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]::bigint[],
    'SELECT FROM enquiry_confirm(''two'')');
SELECT expect(0, 1, 'SELECT FROM enquiry_confirm(''one'')');
SELECT body FROM enquiry_confirm('one');
SELECT expect(0, 0, 'SELECT FROM enquiry_confirm(''one'')');

-- Its provider, and who has the home in a scheme and its auditor.
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0]::bigint[], q)
  FROM unnest(ARRAY['SELECT id FROM enquiry', 'SELECT FROM enquiry_shown'])
       AS q;
DO $$
BEGIN
    ASSERT (SELECT array_agg(r.organisation_id ORDER BY r.organisation_id)
              FROM event e JOIN event_reader r ON r.event_id = e.id
             WHERE e.type = 'enquiry.received')
           = ARRAY[org('a'), org('d')], 'readers';
END $$;
-- The provider alone says that it has answered.
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 1, 0, 0, 0, 0]::bigint[],
    'UPDATE enquiry SET state = ''answered'', answered_at = now_utc()');
SELECT expect(5, NULL, 'UPDATE enquiry SET state = ''unconfirmed''');

-- A home that has left the directory gets nothing, and nothing is lost.
SELECT write_to(7, 'seven');
UPDATE accreditation SET state = 'suspended', ground = 'safeguarding'
 WHERE establishment_id = thing(4, 7);
SELECT expect(0, 1, 'SELECT FROM enquiry_confirm(''seven'')'
                    ' WHERE body IS NULL');
SELECT expect(6, 0, 'SELECT id FROM enquiry');

-- Of one mailbox two wait, and the third is forgotten without a word; of one
-- network address three come to a home.
DO $$
BEGIN
    ASSERT write_to(1, 'b', 'ann', 'p') = 0;
    ASSERT write_to(1, 'c', 'ann', 'q') = 0;
    ASSERT write_to(1, 'd', 'ann', 'r') = 0;
    ASSERT (SELECT count(*) FROM enquiry WHERE address_digest = 'ann') = 2;
    ASSERT write_to(1, 'e', 'u', 's') = 0;
    ASSERT write_to(1, 'f', 'v', 's') = 0;
    ASSERT write_to(1, 'g', 'w', 's') = 0;
    ASSERT write_to(1, 'h', 'x', 's') BETWEEN 86000 AND 86400;
    ASSERT NOT EXISTS (SELECT FROM enquiry WHERE token_sha256 IN ('d', 'h'));
END $$;

-- Each is forgotten in its time, and its letter with it.
DO $$
BEGIN
    ASSERT enquiries_forget(12) = 0;
    UPDATE enquiry SET made_at = now_utc() - interval '48 hours'
     WHERE token_sha256 = 'b';
    ASSERT enquiries_forget(12) = 1;
    UPDATE enquiry SET sent_at = now_utc() - interval '12 months'
     WHERE state = 'sent';
    ASSERT enquiries_forget(13) = 0;
    ASSERT enquiries_forget(12) = 1;
    ASSERT (SELECT count(*) FROM mail WHERE enquiry_id IS NOT NULL)
         = (SELECT count(*) FROM enquiry);
END $$;
