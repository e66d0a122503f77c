-- What was given up is tried again, from the beginning of the schedule; but
-- for letters about enquiries, whose address is forgotten by then.
-- role: owner
-- returns body text
WITH again AS (
    UPDATE mail SET state = 'waiting', attempts = 0, failure = NULL,
           reply = NULL, next_attempt_at = clock_timestamp()
     WHERE state = 'dead' AND enquiry_id IS NULL
    RETURNING 1)
SELECT json_build_object('again', count(*))::text AS body FROM again;
