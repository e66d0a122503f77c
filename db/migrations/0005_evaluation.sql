-- From the opening to the placement: how the things of 0002 are shown, and
-- the columns that a bid, an offer and a choice turned out to need.
--
-- As in 0004, a view ..._shown has one row for one representation, and sees
-- no row that its reader may not see.

-- What was frozen for a bid when it was invited and sealed, beside what came
-- out of it: so a referral's bids are read from one table. Joining four by the
-- referral goes wrong where the planner has not seen a fresh one's rows yet.
ALTER TABLE bid_opened
    ADD COLUMN sealed_sha256 text NOT NULL,
    ADD COLUMN received_at timestamptz NOT NULL,
    ADD COLUMN miles numeric(7,2) NOT NULL,
    ADD COLUMN rating text NOT NULL
        CONSTRAINT bid_opened_rating CHECK (rating IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate', 'not_rated')), -- vocabulary: rating
    ADD COLUMN core_score numeric(7,4) NOT NULL;
-- The offer under the new budget, as core/ made it. It is kept, so that no
-- statement has to know the rule a second time.
ALTER TABLE budget_change ADD COLUMN offered json NOT NULL;
-- The budget that the choice was made under: raising it offers again, and a
-- choice counts only while it is still that one.
ALTER TABLE choice ADD COLUMN budget_pence bigint;
GRANT UPDATE (budget_pence) ON choice TO app_staff;
-- Both are sent as they were written; jsonb would forget the order.
ALTER TABLE letter ALTER COLUMN body TYPE json USING body::json;
ALTER TABLE placement ALTER COLUMN terms TYPE json USING terms::json;

-- For a statement without a handler: the problem of that slug. Volatile, so
-- that it is not called where the plan is made.
CREATE FUNCTION refuse(slug text, sentence text) RETURNS json
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', sentence USING ERRCODE = 'FL000', HINT = slug;
END $$;

-- Microseconds since 1970, as core/ counts time.
CREATE FUNCTION instant(t timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (extract(epoch FROM t) * 1000000)::bigint
$$;

-- A council that has left the scheme still has referrals and placements to
-- finish there, although it sees neither homes nor accreditations any more.
-- These three tell it no more than it must know for that.
CREATE FUNCTION is_accredited(home uuid, category uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.accreditation a
                    WHERE a.establishment_id = home
                      AND a.category_id = category AND a.state = 'active')
$$;

CREATE FUNCTION home_name(home uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT h.name FROM public.establishment h WHERE h.id = home
$$;

-- A person or machine client, by name, for colleagues and auditors.
CREATE FUNCTION officer(who uuid) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT json_build_object('id', who, 'name', coalesce(
        (SELECT u.name FROM public.app_user u WHERE u.id = who),
        (SELECT c.name FROM public.client c WHERE c.id = who)))
$$;
GRANT EXECUTE ON FUNCTION refuse(text, text), instant(timestamptz),
    is_accredited(uuid, uuid), home_name(uuid), officer(uuid) TO app_staff;

-- Six weights or six scores, in the order in which people read them.
CREATE FUNCTION by_criterion(price anyelement, outcomes anyelement,
    needs anyelement, features anyelement, location anyelement,
    core anyelement) RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT row_to_json(c) FROM (SELECT price, outcomes, needs, features,
                                       location, core) AS c
$$;
GRANT EXECUTE ON FUNCTION by_criterion(anyelement, anyelement, anyelement,
    anyelement, anyelement, anyelement) TO app_staff;

---------------------------------------------------------------- the bids

-- Why a bid is not compliant, until the ranking locks it: what the opening
-- found, with the accreditation and the dialogue as they are now.
CREATE FUNCTION reasons_now(found text[], accredited boolean,
    disregarded boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_remove(found, 'not_accredited')
        || CASE WHEN accredited THEN '{}' ELSE '{not_accredited}' END::text[]
        || CASE WHEN disregarded THEN '{disregarded}' ELSE '{}' END::text[]
$$;
GRANT EXECUTE ON FUNCTION reasons_now(text[], boolean, boolean) TO app_staff;

-- evaluations: what the others scored, for auditors, for whoever has scored
-- the bid too, and for everybody once nobody else may score it (R111: blind).
CREATE VIEW opened_bid_shown WITH (security_invoker = true) AS
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
           'statement', o.content->'statement',
           'children', coalesce(o.content->'children', '[]'),
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
                   'text', x.text,
                   'explained_at', utc_text(x.explained_at)) END,
           'disregarded', CASE WHEN d.bid_id IS NOT NULL THEN
               json_build_object(
                   'reason', d.reason,
                   'disregarded_at', utc_text(d.disregarded_at)) END,
           'evaluation', mine.shown,
           'evaluations', CASE WHEN open.yes THEN everybody.scores END,
           'consensus', CASE WHEN open.yes AND k.bid_id IS NOT NULL THEN
               json_build_object(
                   'score', k.score,
                   'reason', k.reason,
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
                       is_accredited(o.establishment_id, r.category_id),
                       d.bid_id IS NOT NULL) END AS reasons) AS standing
  LEFT JOIN LATERAL (
       SELECT e.score, json_build_object(
                  'score', e.score,
                  'reason', e.reason,
                  'evaluated_at', utc_text(e.evaluated_at)) AS shown
         FROM evaluation e
        WHERE e.bid_id = o.bid_id
          AND e.evaluator_id = (SELECT me_self())) AS mine ON true
 CROSS JOIN LATERAL (
       SELECT count(*) AS number,
              coalesce(json_agg(json_build_object(
                  'evaluator', officer(e.evaluator_id),
                  'score', e.score,
                  'reason', e.reason,
                  'evaluated_at', utc_text(e.evaluated_at))
                  ORDER BY e.evaluated_at, e.evaluator_id), '[]') AS scores
         FROM evaluation e WHERE e.bid_id = o.bid_id) AS everybody
 CROSS JOIN LATERAL (
       SELECT (SELECT me_role()) = 'auditor'
              OR ((SELECT me_role()) = 'council'
                  AND (mine.score IS NOT NULL
                       OR everybody.number >= c.evaluators)) AS yes) AS open;

--------------------------------------------------- offer, choice, budget

-- A compliant bid of the locked ranking, and what has become of it since.
CREATE VIEW candidate WITH (security_invoker = true) AS
SELECT k.referral_id, k.bid_id, k.rank, k.gap, k.price_pence,
       is_accredited(o.establishment_id, r.category_id) AS accredited,
       EXISTS (SELECT FROM award w WHERE w.bid_id = k.bid_id
                  AND w.fallen_at IS NOT NULL) AS refused
  FROM ranked_bid k
  JOIN bid_opened o ON o.bid_id = k.bid_id
  JOIN referral r ON r.id = k.referral_id
 WHERE k.compliant;

-- What is offered now: as core/ made it with the ranking or with the last
-- raise of the budget, without the bids that have dropped out since.
CREATE VIEW offer_standing WITH (security_invoker = true) AS
SELECT k.referral_id, coalesce((
           SELECT json_agg(offered.bid ORDER BY offered.n)
             FROM json_array_elements(coalesce(
                      (SELECT c.offered FROM budget_change c
                        WHERE c.referral_id = k.referral_id
                        ORDER BY c.budget_pence DESC LIMIT 1),
                      k.document::json->'choice'->'offered'))
                  WITH ORDINALITY AS offered (bid, n)
             JOIN candidate b ON b.bid_id = (offered.bid->>'bid_id')::uuid
            WHERE b.accredited AND NOT b.refused), '[]') AS offered
  FROM ranking k;

CREATE VIEW choice_shown WITH (security_invoker = true) AS
SELECT h.referral_id,
       json_build_object(
           'referral_id', h.referral_id,
           'bid_id', h.bid_id,
           'chosen_by', h.chosen_by,
           'reason', h.reason,
           'additional_cost', CASE WHEN h.additional_cost IS NOT NULL THEN
               json_build_object(
                   'pence', h.additional_cost->'pence',
                   'per', h.additional_cost->'per',
                   'payer', h.additional_cost->'payer',
                   'agreed_on', h.additional_cost->'agreed_on',
                   'terms_accepted', h.additional_cost->'terms_accepted')
               END,
           'recorded_at', utc_text(h.recorded_at),
           'standing', h.budget_pence IS NOT DISTINCT FROM p.budget_pence
               AND NOT EXISTS (
                   SELECT FROM candidate b WHERE b.bid_id = h.bid_id
                      AND (b.refused OR NOT b.accredited)),
           'offered', o.offered) AS body
  FROM choice h
  JOIN referral_private p ON p.referral_id = h.referral_id
  JOIN offer_standing o ON o.referral_id = h.referral_id;

--------------------------------------------------------------- placements

CREATE VIEW placement_shown WITH (security_invoker = true) AS
SELECT p.id, p.state, p.created_at,
       json_build_object(
           'id', p.id,
           'reference', p.reference,
           'state', p.state,
           'referral_id', p.referral_id,
           'award_id', p.award_id,
           'council', json_build_object('id', c.id, 'name', c.name),
           'provider', json_build_object('id', f.id, 'name', f.name),
           'establishment', json_build_object(
               'id', p.establishment_id,
               'name', home_name(p.establishment_id)),
           'price_pence', p.price_pence,
           'price_unit', p.price_unit,
           'terms', p.terms,
           'signatures', coalesce((
               SELECT json_agg(json_build_object(
                          'party', s.party,
                          'name', s.name,
                          'position', s.position,
                          'signed_at', utc_text(s.signed_at))
                      ORDER BY s.party = 'council')
                 FROM placement_signature s
                WHERE s.placement_id = p.id), '[]'),
           'refusal_reason', p.refusal_reason,
           'created_at', utc_text(p.created_at),
           'activated_at', utc_text(p.activated_at)) AS body
  FROM placement p
  JOIN organisation c ON c.id = p.council_id
  JOIN organisation f ON f.id = p.provider_id;

GRANT SELECT ON opened_bid_shown, candidate, offer_standing, choice_shown,
    placement_shown TO app_staff;
