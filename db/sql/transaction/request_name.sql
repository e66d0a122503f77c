-- Names the request under way: what it writes down carries its id.
-- role: staff public keeper
--
-- $1 arg.request_id text
SELECT set_config('app.request_id', $1, true);
