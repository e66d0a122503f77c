-- The list of what is missing in a draft, and the sum of each entry's costs
-- beside its cap (R049), before anything is sent in.
--
-- $1 path.application_id uuid
-- returns body text, regime text
SELECT json_build_object(
           'application_id', p.id,
           'complete', NOT EXISTS (SELECT FROM application_missing(p.id)),
           'missing', coalesce((
               SELECT json_agg(json_build_object(
                          'pointer', m.pointer,
                          'kind', m.kind,
                          'detail', m.detail) ORDER BY m.n)
                 FROM application_missing(p.id) AS m
                WHERE m.n <= 1000), '[]'),
           'caps', coalesce((
               SELECT json_agg(json_build_object(
                          'entry_id', e.id,
                          'core_pence', (
                              SELECT coalesce(sum(h.value::bigint), 0)
                                FROM jsonb_each_text(e.core_pence) AS h),
                          'core_cap_pence', c.core_cap_pence)
                      ORDER BY e.place)
                 FROM entry e
                 JOIN category c ON c.id = e.category_id
                WHERE e.application_id = p.id
                  AND e.state IN ('draft', 'stage_2')), '[]'),
           'agreement', (
               SELECT json_build_object('version', g.version,
                                        'sha256', g.sha256)
                 FROM scheme_agreement g
                WHERE g.scheme_id = p.scheme_id
                ORDER BY g.version DESC LIMIT 1))::text AS body,
       s.regime
  FROM application p
  JOIN scheme s ON s.id = p.scheme_id
 WHERE p.id = $1 AND p.provider_id = (SELECT me_org());
