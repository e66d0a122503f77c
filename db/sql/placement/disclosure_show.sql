-- What the council has released to the provider of a placement.
--
-- $1 path.placement_id uuid
-- returns body text
SELECT json_build_object(
           'placement_id', d.placement_id,
           'text', personal('disclosure.text', d.placement_id::text, d.text),
           'released_by', officer(d.released_by),
           'released_at', utc_text(d.released_at))::text AS body
  FROM disclosure d WHERE d.placement_id = $1;
