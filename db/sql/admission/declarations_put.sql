-- All of it anew.
--
-- $1 path.application_id uuid
-- $2 body jsonb (DeclarationsPut)
WITH gone AS (
    DELETE FROM application_party WHERE application_id = $1),
declared AS (
    UPDATE application
       SET party_type = $2->>'party_type',
           declared = jsonb_build_object(
               'notices', coalesce($2->'notices', '[]'),
               'exclusions', coalesce($2->'exclusions', '[]'))
     WHERE id = $1)
INSERT INTO application_party (application_id, provider_id, scheme_id, lead_id,
    place, kind, name, company_number, role)
SELECT p.id, p.provider_id, p.scheme_id, p.lead_id, m.n, m.kind, m.name,
       m.company_number, m.role
  FROM application p
 CROSS JOIN ROWS FROM (jsonb_to_recordset(
           CASE jsonb_typeof($2->'parties') WHEN 'array' THEN $2->'parties'
                ELSE '[]' END)
           AS (kind text, name text, company_number text, role text))
       WITH ORDINALITY AS m (kind, name, company_number, role, n)
 WHERE p.id = $1;
