-- What would raise the score that a home carries (R055): what each statement
-- earns now and could earn, the most first, and the rating where the category
-- blends it in. Weights, shares and fifths are such that all of it is exact.
--
-- $1 path.accreditation_id uuid
-- returns body text
WITH it AS MATERIALIZED (
    SELECT a.id, a.rating, c.statements, c.core_blend,
           (c.weights->>'core')::numeric AS core_weight,
           coalesce(v.statements, t.statements) AS marks,
           coalesce(v.rating, a.rating) AS blended,
           v.effective_on, now.day,
           core_score_in_force(a.id, a.core_score, now.day, now.at)
               AS core_score,
           coalesce((c.core_blend->>'statements')::numeric, 100) / 100
               AS share,
           (c.core_blend->>'rating')::numeric / 100 AS rating_share
      FROM (SELECT now_utc() AS at, london_day(now_utc()) AS day) AS now
     CROSS JOIN accreditation a
      JOIN category c ON c.id = a.category_id
      JOIN assessment t ON t.entry_id = a.entry_id
      LEFT JOIN LATERAL (
           SELECT r.statements, r.rating, r.effective_on
             FROM score_review r
            WHERE r.accreditation_id = a.id AND r.effective_on <= now.day
              AND r.reviewed_at <= now.at
            ORDER BY r.effective_on DESC, r.number DESC LIMIT 1) AS v ON true
     WHERE a.id = $1
), mark AS (
    SELECT s.n, s.item->'code' AS code, s.item->'question' AS question,
           s.item->'weight' AS weight,
           (it.marks->(s.item->>'code')->>'score')::integer AS score,
           it.marks->(s.item->>'code')->'reason' AS reason,
           (s.item->>'weight')::numeric / 5 * it.share AS step
      FROM it
     CROSS JOIN jsonb_array_elements(it.statements)
           WITH ORDINALITY AS s (item, n)
)
SELECT json_build_object(
           'accreditation_id', it.id,
           'as_of', it.day,
           'core_score', it.core_score,
           'reviewed_on', it.effective_on,
           'referral_points', round(it.core_weight * it.core_score / 100, 4),
           'referral_points_best', round(it.core_weight, 4),
           'statements', (
               SELECT json_agg(json_build_object(
                          'code', m.code,
                          'question', m.question,
                          'weight', m.weight,
                          'score', m.score,
                          'reason', m.reason,
                          'points', round(m.step * m.score, 4),
                          'next_score_gains', CASE WHEN m.score < 5
                              THEN round(m.step, 4) ELSE 0.0000 END,
                          'best_score_gains',
                              round(m.step * (5 - m.score), 4))
                      ORDER BY m.step * (5 - m.score) DESC, m.n)
                 FROM mark m),
           'rating', CASE WHEN it.rating_share IS NOT NULL THEN
               json_build_object(
                   'rating', it.blended,
                   'points', round(it.rating_share
                       * (it.core_blend->'points'->>it.blended)::numeric, 4),
                   'better', (
                       SELECT coalesce(json_agg(json_build_object(
                                  'rating', p.key,
                                  'gains', round(it.rating_share
                                      * (p.value::numeric
                                         - (it.core_blend->'points'
                                            ->>it.blended)::numeric), 4))
                              ORDER BY p.value::numeric, p.key), '[]')
                         FROM jsonb_each_text(it.core_blend->'points') AS p
                        WHERE p.value::numeric
                              > (it.core_blend->'points'
                                 ->>it.blended)::numeric)) END)::text AS body
  FROM it;
