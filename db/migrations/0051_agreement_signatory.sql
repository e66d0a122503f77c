-- As in 0036, and who has signed an agreement that came after the application
-- was sent in (R063): `agreement_sign()` is given it with the version.
CREATE OR REPLACE VIEW application_shown WITH (security_invoker = true) AS
SELECT p.id, p.provider_id, p.scheme_id, p.lead_id, p.state, p.created_at,
       p.assess_due_on,
       json_build_object(
           'id', p.id,
           'reference', p.reference,
           'state', t.state,
           'scheme_id', p.scheme_id,
           'provider', json_build_object('id', o.id, 'name', o.name),
           'entries', coalesce((
               SELECT json_agg(json_build_object(
                          'id', e.id,
                          'establishment_id', e.establishment_id,
                          'establishment_name', h.name,
                          'category_id', e.category_id,
                          'category_code', c.code,
                          'state', entry_state_now(e.state, t.state),
                          'accreditation_id', a.id)
                      ORDER BY e.place)
                 FROM entry e
                 JOIN establishment h ON h.id = e.establishment_id
                 JOIN category c ON c.id = e.category_id
                 LEFT JOIN accreditation a ON a.entry_id = e.id
                WHERE e.application_id = p.id), '[]'),
           'created_at', utc_text(p.created_at),
           'submitted_at', utc_text(p.submitted_at),
           'tranche', tranche_at(p.scheme_id, p.submitted_at),
           'assess_due_on', p.assess_due_on,
           'lapses_after', p.lapses_after,
           'agreement', CASE WHEN p.agreement IS NOT NULL THEN
               json_strip_nulls(json_build_object(
                   'version', p.agreement->'version',
                   'sha256', p.agreement->'sha256',
                   'signed_at', p.agreement->'signed_at',
                   'signatory', CASE WHEN p.agreement ? 'signatory' THEN
                       json_build_object(
                           'name', p.agreement->'signatory'->'name',
                           'position', p.agreement->'signatory'->'position')
                       END)) END,
           'withdrawal_reason',
               CASE WHEN p.state = 'withdrawn' THEN p.ended_reason END,
           'signatory', CASE WHEN p.signatory IS NOT NULL THEN
               json_build_object(
                   'name', p.signatory->'name',
                   'position', p.signatory->'position') END,
           'receipt', CASE WHEN p.receipt IS NOT NULL THEN
               json_build_object(
                   'sha256', p.receipt->'sha256',
                   'received_at', p.receipt->'received_at',
                   'signature', p.receipt->'signature') END) AS body
  FROM application p
  JOIN organisation o ON o.id = p.provider_id
 CROSS JOIN LATERAL (
       SELECT application_state_now(p.state, p.lapses_after) AS state) AS t;
