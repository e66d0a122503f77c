-- A provider: itself, or any one for an authority.
--
-- $1 path.provider_id uuid
-- returns body text
SELECT json_build_object(
           'id', o.id,
           'name', o.name,
           'company_number', o.company_number,
           'kind', o.kind,
           'created_at', utc_text(o.created_at))::text AS body
  FROM organisation o
 WHERE o.id = $1 AND o.kind = 'provider';
