-- The draft of a notice: what stands at this moment, for the lead to publish
-- where the law says. changes: {member: {from, to}}.
--
-- $1 path.scheme_id uuid
-- $2 arg.kind text
-- $3 arg.series text (or NULL)
-- $4 arg.provision text
-- $5 arg.changes jsonb
-- $6 body.reason text (or NULL)
-- returns id uuid
INSERT INTO scheme_notice (scheme_id, lead_id, version, kind, series,
                           provision, content)
SELECT s.id, s.lead_id, s.version, $2, $3, $4, jsonb_build_object(
           'lead', jsonb_build_object('id', o.id, 'name', o.name),
           'councils', (
               SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'name', m.name, 'kind', c.kind, 'from', c.from_on,
                          'to', c.to_on) ORDER BY m.name, m.id), '[]')
                 FROM scheme_council c
                 JOIN organisation m ON m.id = c.organisation_id
                WHERE c.scheme_id = s.id),
           'reference', s.reference, 'name', s.name, 'regime', s.regime,
           'description', s.description, 'valid_from', s.valid_from,
           'valid_to', s.valid_to,
           'categories', (
               SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'code', c.code, 'name', c.name)
                          ORDER BY c.name, c.id), '[]')
                 FROM category c
                WHERE c.scheme_id = s.id),
           'fee', s.fee, 'variations', s.variations, 'changes', $5,
           'reason', $6)
  FROM scheme s
  JOIN organisation o ON o.id = s.lead_id
 WHERE s.id = $1
RETURNING id;
