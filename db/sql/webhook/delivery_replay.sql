-- Sent again from the beginning of the schedule; one that waits anyway is due
-- now.
--
-- $1 path.endpoint_id uuid
-- $2 path.delivery_id uuid
UPDATE webhook_delivery
   SET state = 'waiting', next_attempt_at = clock_timestamp(),
       attempts = CASE state WHEN 'waiting' THEN attempts ELSE 0 END,
       response_status = CASE state WHEN 'waiting' THEN response_status END,
       failure = CASE state WHEN 'waiting' THEN failure END
 WHERE endpoint_id = $1 AND id = $2;
