-- Notifications: marks and preferences are a person's own, a notification is
-- of the reader's own feed, and the queue of e-mails is nobody's.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead of a, 2 auditor of a, 3 council b, 4 council c,
-- 5 provider d, 6 provider e, 7 portal f, 8 lead of c, 9 auditor of b.
\ir given/market.sql

INSERT INTO event (type, organisation_id)
SELECT 'a.b', org(o) FROM unnest(ARRAY['a', 'b', 'd']) AS o;
INSERT INTO event_reader (organisation_id, xid, event_id)
SELECT organisation_id, xid, id FROM event WHERE type = 'a.b';
INSERT INTO notification_read (reader, event_id)
SELECT person(3), id FROM event
 WHERE type = 'a.b' AND organisation_id = org('b');
INSERT INTO notification_preference (user_id, email_off)
VALUES (person(3), '{referrals}'), (person(5), '{}');
INSERT INTO mail (user_id, event_id)
SELECT person(3), id FROM event WHERE type = 'a.b';

-- The feed's events, each organisation its own.
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1]::bigint[],
    'SELECT FROM notification_shown WHERE type = ''a.b''');
-- A mark is the reader's alone, not a colleague's.
SELECT expect(ARRAY[NULL, 0, 0, 1, 0, 0, 0, 0, 0, 0]::bigint[], q)
  FROM unnest(ARRAY[
       'SELECT FROM notification_read',
       'SELECT FROM notification_shown WHERE is_read']) q;
SELECT expect(ARRAY[NULL, 0, 0, 1, 0, 1, 0, 0, 0, 0]::bigint[], q)
  FROM unnest(ARRAY[
       'SELECT FROM notification_preference',
       'UPDATE notification_preference SET email_off = email_off']) q;

-- Nobody marks what is not theirs to read, speaks for somebody else, or
-- touches the queue.
SELECT expect(who, NULL, q)
  FROM generate_series(0, 9) who, unnest(ARRAY[
       'INSERT INTO notification_read (reader, event_id)'
       ' VALUES (gen_random_uuid(), 1)',
       'UPDATE notification_read SET read_at = now()',
       'DELETE FROM notification_read',
       'INSERT INTO notification_preference (user_id, email_off)'
       ' VALUES (gen_random_uuid(), ''{}'')',
       'DELETE FROM notification_preference',
       'SELECT FROM mail', 'SELECT FROM mail_progress',
       'SELECT mail_fan_out(''{}'', ''{}'', ''{}'', 1)',
       'SELECT mail_claim(1, 1)', 'SELECT mail_purge()',
       'SELECT mail_record(NULL, NULL, NULL, NULL, NULL, NULL)']) q;
SELECT expect(who, NULL,
           'INSERT INTO notification_read (event_id) SELECT '
           || (SELECT id FROM event
                WHERE type = 'a.b' AND organisation_id = org('d')))
  FROM unnest(ARRAY[1, 3, 4, 6, 8]) who;

-- Who can be written to is, whoever stands before them cannot; and of those
-- nothing is left.
UPDATE app_user SET disabled_at = now() WHERE id = person(3);
INSERT INTO mail (user_id, event_id)
SELECT person(5), id FROM event
 WHERE type = 'a.b' AND organisation_id = org('d');
DELETE FROM mail WHERE user_id = person(3)
   AND event_id <> (SELECT id FROM event
                     WHERE type = 'a.b' AND organisation_id = org('b'));
UPDATE mail SET next_attempt_at = CASE user_id WHEN person(3)
       THEN '2020-01-01'::timestamptz ELSE '2020-01-02' END;
DO $$
BEGIN
    IF (SELECT c.address FROM mail_claim(1, 30) c) IS DISTINCT FROM
       (SELECT email FROM app_user WHERE id = person(5)) THEN
        RAISE 'somebody else''s letter';
    END IF;
    IF (SELECT state FROM mail WHERE user_id = person(3)) <> 'waiting' THEN
        RAISE 'all that is due was looked through';
    END IF;
    IF EXISTS (SELECT FROM mail_claim(1, 30)) THEN
        RAISE 'there was no other';
    END IF;
    IF (SELECT state || failure FROM mail WHERE user_id = person(3))
       <> 'deadaddress' THEN
        RAISE 'it waits for ever';
    END IF;
END $$;
