-- Releases a text to the provider of a placement, or another in its place.
--
-- $1 path.placement_id uuid
-- $2 arg.text text (sealed)
INSERT INTO disclosure (placement_id, provider_id, council_id, lead_id, text)
SELECT p.id, p.provider_id, p.council_id, p.lead_id, $2
  FROM placement p WHERE p.id = $1
ON CONFLICT (placement_id) DO UPDATE
   SET text = excluded.text, released_by = excluded.released_by,
       released_at = excluded.released_at;
