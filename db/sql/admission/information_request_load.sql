-- A request to be answered.
--
-- $1 path.application_id uuid
-- $2 path.request_id uuid
-- returns items integer, answered boolean,
--         asked bigint (microseconds since 1970)
SELECT jsonb_array_length(items) AS items, answers IS NOT NULL AS answered,
       (extract(epoch FROM asked_at) * 1000000)::bigint AS asked
  FROM information_request
 WHERE id = $2 AND application_id = $1;
