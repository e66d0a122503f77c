-- A service at its location, whose id is derived from that of the home.
-- role: public
--
-- $1 path.service_at_location_id uuid
-- returns body text
SELECT body::text
  FROM openreferral_shown(ARRAY[derived_id($1, 'service_at_location')],
                          'there_whole');
