-- Governance of a scheme: what providers and families said and what came of it
-- (R030), awards outside the process (R018), access of others and what it
-- brings back (R019), budget, service levels and critical mass (R022, R023,
-- R029), and events for providers (R025, R026).

-- Whether the caller's organisation leads the scheme, or is one of its
-- councils today.
CREATE FUNCTION is_in_scheme(scheme uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT public.me_role() IN ('lead', 'council', 'auditor')
       AND (scheme = ANY (public.my_schemes())
            OR EXISTS (SELECT FROM public.scheme s
                        WHERE s.id = scheme AND s.lead_id = public.me_org()))
$$;

CREATE TABLE engagement (
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id  uuid NOT NULL,
    lead_id    uuid NOT NULL DEFAULT me_org(),
    held_on    date NOT NULL,
    with_whom  text NOT NULL
        CONSTRAINT engagement_with CHECK (with_whom IN
        ('providers', 'families', 'children', 'residents', 'councils', 'public')), -- vocabulary: engagement_party
    said       text NOT NULL,
    did        text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT engagement_pkey PRIMARY KEY (id),
    CONSTRAINT engagement_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX engagement_scheme_idx
    ON engagement (scheme_id, created_at DESC, id DESC);

-- An award that did not come from a referral: by whom, to whom, and why.
CREATE TABLE deviation (
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id   uuid NOT NULL,
    council_id  uuid NOT NULL DEFAULT me_org(),
    decided_on  date NOT NULL,
    awarded_to  text NOT NULL,
    value_pence bigint NOT NULL,
    reason      text NOT NULL,
    approver    text NOT NULL, -- an officer, by position
    created_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT deviation_pkey PRIMARY KEY (id),
    CONSTRAINT deviation_value CHECK (value_pence >= 0),
    CONSTRAINT deviation_scheme_fkey FOREIGN KEY (scheme_id)
        REFERENCES scheme (id),
    CONSTRAINT deviation_council_fkey FOREIGN KEY (council_id)
        REFERENCES organisation (id)
);
CREATE INDEX deviation_scheme_idx
    ON deviation (scheme_id, created_at DESC, id DESC);

CREATE TABLE access_agreement (
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id  uuid NOT NULL,
    lead_id    uuid NOT NULL DEFAULT me_org(),
    council    text NOT NULL, -- by name: it is no partner here
    fee_pence  bigint NOT NULL,
    from_on    date NOT NULL,
    to_on      date NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT access_agreement_pkey PRIMARY KEY (id),
    CONSTRAINT access_agreement_fee CHECK (fee_pence >= 0),
    CONSTRAINT access_agreement_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX access_agreement_scheme_idx
    ON access_agreement (scheme_id, created_at DESC, id DESC);

-- A surplus given back to the partners, and each one's part of it. Never
-- changed: a ledger.
CREATE TABLE rebate (
    id            uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id     uuid NOT NULL,
    lead_id       uuid NOT NULL DEFAULT me_org(),
    from_on       date NOT NULL,
    to_on         date NOT NULL,
    surplus_pence bigint NOT NULL,
    shares        jsonb NOT NULL, -- [{organisation_id, name, placements, pence}]
    created_at    timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT rebate_pkey PRIMARY KEY (id),
    CONSTRAINT rebate_surplus CHECK (surplus_pence >= 0),
    CONSTRAINT rebate_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX rebate_scheme_idx ON rebate (scheme_id, created_at DESC, id DESC);

-- What a scheme has set itself; a row once it has.
CREATE TABLE scheme_target (
    scheme_id      uuid NOT NULL,
    lead_id        uuid NOT NULL DEFAULT me_org(),
    budget_lines   jsonb NOT NULL, -- [{name, kind, planned_pence, spent_pence, contingency_percent}]
    service_levels jsonb NOT NULL, -- {decided_in_time_percent, days_to_decide, bids_per_referral}
    critical_mass  jsonb NOT NULL, -- {homes, bids_per_referral}
    CONSTRAINT scheme_target_pkey PRIMARY KEY (scheme_id),
    CONSTRAINT scheme_target_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);

CREATE TABLE provider_event (
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id  uuid NOT NULL,
    lead_id    uuid NOT NULL DEFAULT me_org(),
    name       text NOT NULL,
    place      text NOT NULL,
    held_on    date NOT NULL,
    slots      jsonb NOT NULL, -- [{starts, ends, capacity}], numbered from 1
    created_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT provider_event_pkey PRIMARY KEY (id),
    CONSTRAINT provider_event_of_lead UNIQUE (id, lead_id),
    CONSTRAINT provider_event_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX provider_event_scheme_idx
    ON provider_event (scheme_id, created_at DESC, id DESC);

-- When a provider could come, and where it has a seat. could: numbers of
-- slots; slot: the one it has.
CREATE TABLE provider_event_answer (
    event_id    uuid NOT NULL,
    lead_id     uuid NOT NULL,
    provider_id uuid NOT NULL DEFAULT me_org(),
    could       integer[] NOT NULL,
    slot        integer,
    created_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT provider_event_answer_pkey PRIMARY KEY (event_id, provider_id),
    CONSTRAINT provider_event_answer_event_fkey FOREIGN KEY (event_id, lead_id)
        REFERENCES provider_event (id, lead_id)
);

SELECT protect_tables();

------------------------------------------------------------- what is counted

-- Placements that both have signed, by council and category, made in these
-- days; for those who are in the scheme, who see no placement by this.
CREATE FUNCTION scheme_placements(scheme uuid, from_on date, to_on date)
RETURNS TABLE (council_id uuid, category_id uuid, placements bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.council_id, r.category_id, count(*)
      FROM public.placement p
      JOIN public.referral r ON r.id = p.referral_id
     WHERE public.is_in_scheme(scheme) AND r.scheme_id = scheme
       AND p.state = 'active'
       AND london_day(p.activated_at)
           BETWEEN from_on AND to_on
     GROUP BY p.council_id, r.category_id;
END $$;

-- Referrals and the bids on them, by category: only those that are opened, so
-- that nothing can be told from it before.
CREATE FUNCTION scheme_bids(scheme uuid)
RETURNS TABLE (category_id uuid, referrals bigint, bids bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT r.category_id, count(DISTINCT r.id), count(o.bid_id)
      FROM public.referral r
      LEFT JOIN public.bid b ON b.referral_id = r.id
      LEFT JOIN public.bid_opened o ON o.bid_id = b.id
     WHERE public.is_in_scheme(scheme) AND r.scheme_id = scheme
       AND r.state IN ('opened', 'ranked', 'awarded', 'unsuccessful')
     GROUP BY r.category_id;
END $$;

-- Decisions on entries: how many, how many by the day they were due, and the
-- days they took, all together.
CREATE FUNCTION scheme_decisions(scheme uuid)
RETURNS TABLE (decided bigint, in_time bigint, days bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT count(*),
           count(*) FILTER (WHERE
               london_day(e.decided_at)
               <= a.assess_due_on),
           coalesce(sum(london_day(e.decided_at)
               - london_day(a.submitted_at)),
               0)::bigint
      FROM public.entry e
      JOIN public.application a ON a.id = e.application_id
     WHERE public.is_in_scheme(scheme) AND e.scheme_id = scheme
       AND e.decided_at IS NOT NULL;
END $$;

------------------------------------------------------------- what is shown

CREATE VIEW engagement_shown WITH (security_invoker) AS
SELECT id, scheme_id, created_at, json_build_object(
           'id', id, 'held_on', held_on, 'with_whom', with_whom,
           'said', said, 'did', did,
           'created_at', utc_text(created_at)) AS body
  FROM engagement;

CREATE VIEW deviation_shown WITH (security_invoker) AS
SELECT d.id, d.scheme_id, d.created_at, json_build_object(
           'id', d.id,
           'council', json_build_object('id', o.id, 'name', o.name),
           'decided_on', d.decided_on, 'awarded_to', d.awarded_to,
           'value_pence', d.value_pence, 'reason', d.reason,
           'approver', d.approver,
           'created_at', utc_text(d.created_at)) AS body
  FROM deviation d
  JOIN organisation o ON o.id = d.council_id;

CREATE VIEW access_agreement_shown WITH (security_invoker) AS
SELECT id, scheme_id, created_at, json_build_object(
           'id', id, 'council', council, 'fee_pence', fee_pence,
           'from', from_on, 'to', to_on,
           'created_at', utc_text(created_at)) AS body
  FROM access_agreement;

CREATE VIEW rebate_shown WITH (security_invoker) AS
SELECT id, scheme_id, created_at, json_build_object(
           'id', id, 'from', from_on, 'to', to_on,
           'surplus_pence', surplus_pence, 'shares', shares,
           'created_at', utc_text(created_at)) AS body
  FROM rebate;

-- What one reader sees of who comes: everybody how many seats are free, a
-- provider its own answer, the lead all of them.
CREATE FUNCTION provider_event_taken(event uuid, slot integer) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) FROM public.provider_event_answer a
     WHERE a.event_id = event AND a.slot = provider_event_taken.slot
$$;

CREATE VIEW provider_event_shown WITH (security_invoker) AS
SELECT e.id, e.scheme_id, e.lead_id, e.created_at, json_build_object(
           'id', e.id, 'scheme_id', e.scheme_id, 'name', e.name,
           'place', e.place, 'held_on', e.held_on,
           'slots', (SELECT json_agg(json_build_object(
                         'slot', t.n, 'starts', t.s->>'starts',
                         'ends', t.s->>'ends',
                         'capacity', (t.s->'capacity')::integer,
                         'taken', provider_event_taken(e.id, t.n::integer))
                         ORDER BY t.n)
                       FROM jsonb_array_elements(e.slots)
                            WITH ORDINALITY AS t (s, n)),
           'answers', (SELECT coalesce(json_agg(json_build_object(
                         'provider_id', a.provider_id,
                         'could', a.could, 'slot', a.slot)
                         ORDER BY a.created_at, a.provider_id), '[]')
                         FROM provider_event_answer a
                        WHERE a.event_id = e.id),
           'created_at', utc_text(e.created_at)) AS body
  FROM provider_event e;

-------------------------------------------------------------------- policies

GRANT EXECUTE ON FUNCTION is_in_scheme(uuid),
    scheme_placements(uuid, date, date), scheme_bids(uuid),
    scheme_decisions(uuid), provider_event_taken(uuid, integer) TO app_staff;
GRANT SELECT ON engagement_shown, deviation_shown, access_agreement_shown,
    rebate_shown, provider_event_shown TO app_staff;
GRANT SELECT ON engagement_shown TO app_public;

GRANT SELECT, INSERT ON engagement, deviation, access_agreement, rebate,
    scheme_target, provider_event, provider_event_answer TO app_staff;
GRANT SELECT ON engagement TO app_public;
GRANT UPDATE (budget_lines, service_levels, critical_mass) ON scheme_target
    TO app_staff;
GRANT UPDATE (could, slot) ON provider_event_answer TO app_staff;

CREATE POLICY engagement_seen ON engagement FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY engagement_public ON engagement FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY engagement_made ON engagement FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY deviation_seen ON deviation FOR SELECT TO app_staff
    USING (is_in_scheme(scheme_id));
CREATE POLICY deviation_made ON deviation FOR INSERT TO app_staff
    WITH CHECK (council_id = (SELECT me_org()) AND is_in_scheme(scheme_id)
                AND (SELECT me_role()) IN ('lead', 'council'));

CREATE POLICY access_agreement_seen ON access_agreement
    FOR SELECT TO app_staff USING (is_in_scheme(scheme_id));
CREATE POLICY access_agreement_made ON access_agreement
    FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY rebate_seen ON rebate FOR SELECT TO app_staff
    USING (is_in_scheme(scheme_id));
CREATE POLICY rebate_made ON rebate FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY scheme_target_seen ON scheme_target FOR SELECT TO app_staff
    USING (is_in_scheme(scheme_id));
CREATE POLICY scheme_target_made ON scheme_target FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_target_changed ON scheme_target FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY provider_event_seen ON provider_event FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY provider_event_made ON provider_event FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY provider_event_answer_seen ON provider_event_answer
    FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY provider_event_answer_made ON provider_event_answer
    FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org())
                AND (SELECT me_role()) = 'provider');
CREATE POLICY provider_event_answer_changed ON provider_event_answer
    FOR UPDATE TO app_staff
    USING ((provider_id = (SELECT me_org())
            AND (SELECT me_role()) = 'provider')
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'));
