-- What one grade means.
-- role: staff public
--
-- $1 path.rating_scale_id uuid
-- returns body text
SELECT body::text FROM rating_scale_shown WHERE id = $1;
