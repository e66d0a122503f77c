-- Referrals that draw from several categories, delegations of councils, and
-- categories that rest or are withdrawn.

------------------------------------------------------------- delegations

-- The document by which a council lets the lead act for it, and from when to
-- when (R002); without one, the days of its membership are all there is.
ALTER TABLE scheme_council
    ADD COLUMN delegation jsonb, -- {reference, scope, from, to}
    ADD CONSTRAINT scheme_council_delegation CHECK
        ((delegation->>'from')::date <= (delegation->>'to')::date);
GRANT UPDATE (delegation) ON scheme_council TO app_staff;
GRANT SELECT (delegation) ON scheme_council TO app_public;

CREATE OR REPLACE FUNCTION my_schemes() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    today date := public.london_day();
BEGIN
    RETURN (SELECT coalesce(array_agg(c.scheme_id), '{}')
              FROM public.scheme_council c
             WHERE c.organisation_id = public.me_org()
               AND today BETWEEN c.from_on AND c.to_on
               AND (c.delegation IS NULL
                    OR today BETWEEN (c.delegation->>'from')::date
                                 AND (c.delegation->>'to')::date));
END $$;

CREATE OR REPLACE VIEW scheme_council_shown WITH (security_invoker = true) AS
SELECT c.scheme_id, c.organisation_id, o.name,
       json_build_object(
           'scheme_id', c.scheme_id,
           'organisation', json_build_object('id', o.id, 'name', o.name),
           'kind', c.kind,
           'from', c.from_on,
           'to', c.to_on,
           'delegation', CASE WHEN c.delegation IS NOT NULL THEN
               json_build_object(
                   'reference', c.delegation->'reference',
                   'scope', c.delegation->'scope',
                   'from', c.delegation->'from',
                   'to', c.delegation->'to') END) AS body
  FROM scheme_council c
  JOIN organisation o ON o.id = c.organisation_id;

----------------------------------------------------------- several categories

-- Further categories whose homes are invited as well, the most fitting first
-- (R005). What is priced and scored, and how, is the first one's.
ALTER TABLE referral ADD COLUMN also_in uuid[] NOT NULL DEFAULT '{}';
GRANT UPDATE (also_in) ON referral TO app_staff;

-- Whether a home's accreditation stands in one of a referral's categories.
CREATE FUNCTION is_accredited_in(home uuid, categories uuid[])
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.accreditation a
                    WHERE a.establishment_id = home
                      AND a.category_id = ANY (categories)
                      AND public.stands(a.state, a.stands_until,
                              (SELECT public.now_utc())));
END $$;
GRANT EXECUTE ON FUNCTION is_accredited_in(uuid, uuid[]) TO app_staff;

CREATE OR REPLACE VIEW opened_bid_shown WITH (security_invoker = true) AS
SELECT o.bid_id, o.referral_id,
       json_build_object(
           'id', o.bid_id,
           'bid_id', o.bid_id,
           'referral_id', o.referral_id,
           'establishment_id', o.establishment_id,
           'name', home_name(o.establishment_id),
           'provider', json_build_object('id', p.id, 'name', p.name),
           'price_pence', nullif(o.price_pence, 0), -- 0: unreadable
           'miles', o.miles,
           'needs_met', coalesce(o.content->'needs_met', '[]'),
           'features_met', coalesce(o.content->'features_met', '[]'),
           'statement', personal('bid_opened.statement', o.bid_id::text,
               o.content->>'statement'),
           'children', personal_json('bid_opened.words', o.bid_id::text,
               coalesce(o.content->>'words', o.content->>'children', '[]')),
           'available_from', o.content->'available_from',
           'received_at', utc_text(o.received_at),
           'sealed_sha256', o.sealed_sha256,
           'core_score', o.core_score,
           'rating', o.rating,
           'compliant', standing.reasons = '{}',
           'reasons', standing.reasons,
           'flags', o.flags,
           'explanation_due_at', utc_text(o.explanation_due_at),
           'explanation', CASE WHEN x.bid_id IS NOT NULL THEN
               json_build_object(
                   'text', personal('explanation.text', x.bid_id::text,
                       x.text),
                   'explained_at', utc_text(x.explained_at)) END,
           'disregarded', CASE WHEN d.bid_id IS NOT NULL THEN
               json_build_object(
                   'reason', personal('disregard.reason', d.bid_id::text,
                       d.reason),
                   'disregarded_at', utc_text(d.disregarded_at)) END,
           'evaluation', mine.shown,
           'evaluations', CASE WHEN open.yes THEN everybody.scores END,
           'consensus', CASE WHEN open.yes AND k.bid_id IS NOT NULL THEN
               json_build_object(
                   'score', k.score,
                   'reason', personal('consensus.reason', k.bid_id::text,
                       k.reason),
                   'agreed_by', officer(k.agreed_by),
                   'agreed_at', utc_text(k.agreed_at)) END,
           'outcome_score', coalesce(b.outcome_score,
               CASE WHEN open.yes THEN k.score END, mine.score)) AS body
  FROM bid_opened o
  JOIN referral r ON r.id = o.referral_id
  JOIN category c ON c.id = r.category_id
  JOIN organisation p ON p.id = o.provider_id
  LEFT JOIN explanation x ON x.bid_id = o.bid_id
  LEFT JOIN disregard d ON d.bid_id = o.bid_id
  LEFT JOIN consensus k ON k.bid_id = o.bid_id
  LEFT JOIN ranked_bid b ON b.bid_id = o.bid_id
 CROSS JOIN LATERAL (
       SELECT CASE WHEN r.state <> 'opened' THEN o.reasons
              ELSE reasons_now(o.reasons,
                       is_accredited_in(o.establishment_id,
                           r.category_id || r.also_in),
                       d.bid_id IS NOT NULL) END AS reasons) AS standing
  LEFT JOIN LATERAL (
       SELECT e.score, json_build_object(
                  'score', e.score,
                  'reason', personal('evaluation.reason',
                      e.bid_id || '/' || e.evaluator_id, e.reason),
                  'evaluated_at', utc_text(e.evaluated_at)) AS shown
         FROM evaluation e
        WHERE e.bid_id = o.bid_id
          AND e.evaluator_id = (SELECT me_self())) AS mine ON true
 CROSS JOIN LATERAL (
       SELECT count(*) AS number,
              coalesce(json_agg(json_build_object(
                  'evaluator', officer(e.evaluator_id),
                  'score', e.score,
                  'reason', personal('evaluation.reason',
                      e.bid_id || '/' || e.evaluator_id, e.reason),
                  'evaluated_at', utc_text(e.evaluated_at))
                  ORDER BY e.evaluated_at, e.evaluator_id), '[]') AS scores
         FROM evaluation e WHERE e.bid_id = o.bid_id) AS everybody
 CROSS JOIN LATERAL (
       SELECT (SELECT me_role()) = 'auditor'
              OR ((SELECT me_role()) = 'council'
                  AND (mine.score IS NOT NULL
                       OR everybody.number >= c.evaluators)) AS yes) AS open;
CREATE OR REPLACE VIEW candidate WITH (security_invoker = true) AS
SELECT k.referral_id, k.bid_id, k.rank, k.gap, k.price_pence,
       is_accredited_in(o.establishment_id, r.category_id || r.also_in) AS accredited,
       EXISTS (SELECT FROM award w WHERE w.bid_id = k.bid_id
                  AND w.fallen_at IS NOT NULL) AS refused
  FROM ranked_bid k
  JOIN bid_opened o ON o.bid_id = k.bid_id
  JOIN referral r ON r.id = k.referral_id
 WHERE k.compliant;

---------------------------------------------------- categories that rest

-- Stored is what its lead has done; before that it is what its scheme is
-- (lifecycles 2.2).
ALTER TABLE category
    ADD COLUMN state text NOT NULL DEFAULT 'open'
        CONSTRAINT category_state CHECK (state IN
        ('open', 'suspended', 'withdrawn')), -- vocabulary: category_state but draft published
    ADD COLUMN state_reason text;
GRANT UPDATE (state, state_reason) ON category TO app_staff;
GRANT SELECT (state, state_reason) ON category TO app_public;
CREATE POLICY category_led ON category FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE FUNCTION category_state_now(stored text, scheme_state text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN stored <> 'open' THEN stored
                WHEN scheme_state = 'draft' THEN 'draft'
                WHEN scheme_state IN ('intention', 'initial_round')
                THEN 'published' ELSE stored END
$$;

-- Whether a referral that draws from the category is published and not at its
-- end.
CREATE FUNCTION category_has_live_referrals(category uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM public.category c
          JOIN public.referral r ON r.scheme_id = c.scheme_id
         WHERE c.id = category_has_live_referrals.category
           AND r.state IN ('open', 'opened', 'ranked')
           AND c.id = ANY (r.category_id || r.also_in));
END $$;
GRANT EXECUTE ON FUNCTION category_state_now(text, text)
    TO app_staff, app_public;
GRANT EXECUTE ON FUNCTION category_has_live_referrals(uuid) TO app_staff;

CREATE OR REPLACE VIEW category_shown WITH (security_invoker = true) AS
SELECT c.id, c.scheme_id, c.name,
       json_build_object(
           'id', c.id,
           'scheme_id', c.scheme_id,
           'code', c.code,
           'name', c.name,
           'state', category_state_now(c.state, s.state),
           'state_reason', c.state_reason,
           'client_group', c.client_group,
           'regulator', c.regulator,
           'listed', c.listed,
           'suitability', c.suitability,
           'price_unit', c.price_unit,
           'requirements', coalesce((
               SELECT json_agg(json_build_object(
                          'code', r.item->'code',
                          'question', r.item->'question',
                          'justification', r.item->'justification')
                      ORDER BY r.n)
                 FROM jsonb_array_elements(c.requirements)
                      WITH ORDINALITY AS r (item, n)), '[]'),
           'statements', coalesce((
               SELECT json_agg(json_strip_nulls(json_build_object(
                          'code', s.item->'code',
                          'question', s.item->'question',
                          'weight', s.item->'weight',
                          'justification', s.item->'justification',
                          'co_produced', s.item->'co_produced',
                          'scorer_group', s.item->'scorer_group'))
                      ORDER BY s.n)
                 FROM jsonb_array_elements(c.statements)
                      WITH ORDINALITY AS s (item, n)), '[]'),
           'cost_heads', coalesce((
               SELECT json_agg(json_build_object(
                          'code', h.item->'code',
                          'name', h.item->'name')
                      ORDER BY h.n)
                 FROM jsonb_array_elements(c.cost_heads)
                      WITH ORDINALITY AS h (item, n)), '[]'),
           'evidence', evidence_text(c.evidence),
           'assessors', c.assessors,
           'core_cap_pence', c.core_cap_pence,
           'rating_floor', c.rating_floor,
           'weights', json_build_object(
               'price', c.weights->'price',
               'outcomes', c.weights->'outcomes',
               'needs', c.weights->'needs',
               'features', c.weights->'features',
               'location', c.weights->'location',
               'core', c.weights->'core'),
           'miles_per_mark', c.miles_per_mark,
           'choice_mode', c.choice_mode,
           'evaluators', c.evaluators,
           'openers', c.openers,
           'core_blend', CASE WHEN c.core_blend IS NOT NULL THEN
               json_build_object(
                   'statements', c.core_blend->'statements',
                   'rating', c.core_blend->'rating',
                   'points', c.core_blend->'points') END,
           'response_hours', json_build_object(
               'emergency', c.response_hours->'emergency',
               'urgent', c.response_hours->'urgent',
               'next_day', c.response_hours->'next_day',
               'standard', c.response_hours->'standard',
               'planned', c.response_hours->'planned'),
           'created_at', utc_text(c.created_at)) AS body
  FROM category c
  JOIN scheme s ON s.id = c.scheme_id;

-- What lapses by the clock waits for nobody (0019); the initial round is
-- complete without it.
CREATE OR REPLACE FUNCTION initial_round_waits(scheme uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz := (SELECT max(t.deadline) FROM public.tranche t
                           WHERE t.scheme_id = initial_round_waits.scheme
                             AND t.initial);
BEGIN
    RETURN (SELECT count(DISTINCT e.application_id)
              FROM public.entry e
              JOIN public.application a ON a.id = e.application_id
             WHERE e.scheme_id = initial_round_waits.scheme
               AND a.submitted_at < coalesce(until, 'infinity')
               AND public.entry_state_now(e.state,
                       public.application_state_now(a.state, a.lapses_after))
                   NOT IN ('draft', 'accredited', 'refused', 'withdrawn',
                           'lapsed'));
END $$;
