-- A service; none while its home is not in the directory.
-- role: public
--
-- $1 path.service_id uuid
-- returns body text
SELECT body::text FROM openreferral_shown(ARRAY[$1], 'whole');
