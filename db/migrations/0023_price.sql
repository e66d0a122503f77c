-- What an accreditation carries changes with time: its score by reviews
-- (R054), its costs by uplifts of one head (R142), and each council may set a
-- ceiling of its own (R049). What was once in force stays on record, and what
-- is in force is worked out from the day, so that no job has to make it so.

ALTER TABLE accreditation ADD CONSTRAINT accreditation_owners
    UNIQUE (id, provider_id, scheme_id, lead_id);

---------------------------------------------------------- the carried score

-- One periodic review; only ever added to. accreditation.core_score is the
-- score of admission, which counts until the first review takes effect.
CREATE TABLE score_review (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    accreditation_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    number           integer NOT NULL, -- 1, 2, ... of its accreditation
    effective_on     date NOT NULL, -- in London
    statements       jsonb NOT NULL, -- {code: {score, reason}}
    rating           text NOT NULL -- that it was blended with
        CONSTRAINT score_review_rating CHECK (rating IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate', 'not_rated')), -- vocabulary: rating
    evidence         text NOT NULL,
    core_score_before numeric(7,4) NOT NULL,
    core_score       numeric(7,4) NOT NULL,
    reviewed_by      uuid NOT NULL,
    reviewed_at      timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT score_review_pkey PRIMARY KEY (id),
    CONSTRAINT score_review_number_key UNIQUE (accreditation_id, number),
    CONSTRAINT score_review_accreditation_fkey
        FOREIGN KEY (accreditation_id, provider_id, scheme_id, lead_id)
        REFERENCES accreditation (id, provider_id, scheme_id, lead_id)
);

------------------------------------------------------------------ the costs

-- A provider asks to raise one cost head; the lead decides, and once more
-- where it is appealed (law.md 4.6).
CREATE TABLE uplift (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    accreditation_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    state            text NOT NULL DEFAULT 'asked'
        CONSTRAINT uplift_state CHECK (state IN
        ('asked', 'granted', 'refused', 'withdrawn', 'appealed', 'upheld', 'dismissed')), -- vocabulary: uplift_state
    head             text NOT NULL,
    from_pence       bigint NOT NULL, -- in force when it was asked
    asked_pence      bigint NOT NULL,
    formula          text,
    evidence         text NOT NULL,
    effective_on     date NOT NULL,
    asked_by         uuid NOT NULL,
    asked_at         timestamptz NOT NULL DEFAULT now_utc(),
    granted_pence    bigint, -- NULL: nothing
    reason           text,
    decided_by       uuid,
    decided_at       timestamptz,
    appeal_until     date, -- the last day for it, in London
    appeal           text,
    appealed_at      timestamptz,
    appeal_granted_pence bigint,
    appeal_reason    text,
    appeal_decided_by uuid,
    appeal_decided_at timestamptz,
    CONSTRAINT uplift_pkey PRIMARY KEY (id),
    CONSTRAINT uplift_owners UNIQUE
        (id, accreditation_id, provider_id, scheme_id, lead_id),
    CONSTRAINT uplift_accreditation_fkey
        FOREIGN KEY (accreditation_id, provider_id, scheme_id, lead_id)
        REFERENCES accreditation (id, provider_id, scheme_id, lead_id)
);
-- One question about a head at a time.
CREATE UNIQUE INDEX uplift_one_open ON uplift (accreditation_id, head)
    WHERE state IN ('asked', 'appealed');
CREATE INDEX uplift_lead_idx ON uplift (lead_id, asked_at DESC, id DESC);
CREATE INDEX uplift_provider_idx
    ON uplift (provider_id, asked_at DESC, id DESC);

-- What a decision made of a head; only ever added to. The accredited figures
-- of admission are in accreditation.core_pence.
CREATE TABLE price_change (
    accreditation_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    number           integer NOT NULL, -- 1, 2, ... of its accreditation
    head             text NOT NULL,
    pence            bigint NOT NULL,
    effective_on     date NOT NULL,
    uplift_id        uuid NOT NULL,
    made_at          timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT price_change_pkey PRIMARY KEY (accreditation_id, number),
    CONSTRAINT price_change_uplift_fkey FOREIGN KEY
        (uplift_id, accreditation_id, provider_id, scheme_id, lead_id)
        REFERENCES uplift
        (id, accreditation_id, provider_id, scheme_id, lead_id)
);

-------------------------------------------------------- the councils' caps

-- A council's own ceiling on the core costs of a category; only ever added
-- to. The last one counts; NULL: from then on it has none.
CREATE TABLE council_cap (
    category_id     uuid NOT NULL,
    scheme_id       uuid NOT NULL,
    lead_id         uuid NOT NULL,
    organisation_id uuid NOT NULL,
    number          integer NOT NULL, -- 1, 2, ... of its council
    core_cap_pence  bigint,
    reason          text NOT NULL,
    set_by          uuid NOT NULL,
    set_at          timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT council_cap_pkey
        PRIMARY KEY (category_id, organisation_id, number),
    CONSTRAINT council_cap_category_fkey
        FOREIGN KEY (category_id, scheme_id, lead_id)
        REFERENCES category (id, scheme_id, lead_id),
    CONSTRAINT council_cap_council_fkey FOREIGN KEY (organisation_id)
        REFERENCES organisation (id)
);

--------------------------------------------------------- who sees which row

SELECT protect_tables();
GRANT SELECT, INSERT ON score_review, price_change, council_cap TO app_staff;
GRANT SELECT, INSERT ON uplift TO app_staff;
GRANT UPDATE (state, granted_pence, reason, decided_by, decided_at,
    appeal_until, appeal, appealed_at, appeal_granted_pence, appeal_reason,
    appeal_decided_by, appeal_decided_at) ON uplift TO app_staff;

-- A council sees what it needs to freeze a referral's figures: the rows of
-- both histories, as it sees those of accreditation.
CREATE POLICY score_review_seen ON score_review FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor'))
           OR (scheme_id = ANY ((SELECT my_schemes())::uuid[])
               AND (SELECT me_role()) IN ('council', 'auditor')));
CREATE POLICY score_review_made ON score_review FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY price_change_seen ON price_change FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor'))
           OR (scheme_id = ANY ((SELECT my_schemes())::uuid[])
               AND (SELECT me_role()) IN ('council', 'auditor')));
CREATE POLICY price_change_made ON price_change FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY uplift_seen ON uplift FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY uplift_made ON uplift FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org()) AND state = 'asked'
                AND (SELECT me_role()) = 'provider');
-- Each side moves it only on from where the other left it.
CREATE POLICY uplift_changed ON uplift FOR UPDATE TO app_staff
    USING ((provider_id = (SELECT me_org())
            AND (SELECT me_role()) = 'provider'
            AND state IN ('asked', 'granted', 'refused'))
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'))
    WITH CHECK ((provider_id = (SELECT me_org())
                 AND (SELECT me_role()) = 'provider'
                 AND state IN ('withdrawn', 'appealed'))
                OR (lead_id = (SELECT me_org())
                    AND (SELECT me_role()) = 'lead'
                    AND state IN ('granted', 'refused', 'upheld', 'dismissed')));

-- A ceiling is a rule for bidders: who sees the category sees it.
CREATE POLICY council_cap_seen ON council_cap FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM category c WHERE c.id = category_id));
CREATE POLICY council_cap_made ON council_cap FOR INSERT TO app_staff
    WITH CHECK (organisation_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council'
                AND scheme_id = ANY ((SELECT my_schemes())::uuid[]));

-------------------------------------------------------- what is in force

-- The score that counts on a day, of what was known at a moment; base is
-- that of admission. These are no definers: one expression each, they become
-- part of the statement, and see what its reader sees.
CREATE FUNCTION core_score_in_force(accreditation uuid, base numeric,
    day date, known timestamptz) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT r.core_score FROM score_review r
                      WHERE r.accreditation_id = $1 AND r.effective_on <= $3
                        AND r.reviewed_at <= $4
                      ORDER BY r.effective_on DESC, r.number DESC LIMIT 1),
                    $2)
$$;

-- The costs that count, head by head: {head: pence}.
CREATE FUNCTION core_pence_in_force(accreditation uuid, base jsonb,
    day date, known timestamptz) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT $2 || coalesce((
        SELECT jsonb_object_agg(p.head, p.pence)
          FROM (SELECT DISTINCT ON (c.head) c.head, c.pence
                  FROM price_change c
                 WHERE c.accreditation_id = $1 AND c.effective_on <= $3
                   AND c.made_at <= $4
                 ORDER BY c.head, c.effective_on DESC, c.number DESC) AS p),
        '{}')
$$;

CREATE FUNCTION core_total(core_pence jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (SELECT coalesce(sum(h.value::bigint), 0)::bigint
              FROM jsonb_each_text($1) AS h)
$$;

-- A council's ceiling at a moment; NULL: none.
CREATE FUNCTION council_cap_at(category uuid, council uuid,
    known timestamptz) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (SELECT k.core_cap_pence FROM council_cap k
             WHERE k.category_id = $1 AND k.organisation_id = $2
               AND k.set_at <= $3
             ORDER BY k.number DESC LIMIT 1)
$$;
GRANT EXECUTE ON FUNCTION core_total(jsonb),
    core_score_in_force(uuid, numeric, date, timestamptz),
    core_pence_in_force(uuid, jsonb, date, timestamptz),
    council_cap_at(uuid, uuid, timestamptz) TO app_staff;

------------------------------------------------------------- how it is shown

CREATE VIEW score_review_shown WITH (security_invoker = true) AS
SELECT r.id, r.accreditation_id, r.number,
       json_build_object(
           'id', r.id,
           'accreditation_id', r.accreditation_id,
           'effective_on', r.effective_on,
           'statements', r.statements,
           'rating', r.rating,
           'evidence', r.evidence,
           'core_score_before', r.core_score_before,
           'core_score', r.core_score,
           'reviewed_at', utc_text(r.reviewed_at)) AS body
  FROM score_review r;

CREATE VIEW uplift_shown WITH (security_invoker = true) AS
SELECT u.id, u.accreditation_id, u.scheme_id, u.state, u.asked_at,
       json_build_object(
           'id', u.id,
           'accreditation_id', u.accreditation_id,
           'provider', json_build_object('id', o.id, 'name', o.name),
           'state', u.state,
           'head', u.head,
           'from_pence', u.from_pence,
           'amount_pence', u.asked_pence,
           'formula', u.formula,
           'evidence', u.evidence,
           'effective_on', u.effective_on,
           'asked_at', utc_text(u.asked_at),
           'decision', CASE WHEN u.decided_at IS NOT NULL THEN
               json_build_object(
                   'granted_pence', u.granted_pence,
                   'reason', u.reason,
                   'decided_at', utc_text(u.decided_at),
                   'appeal_until', u.appeal_until) END,
           'appeal', CASE WHEN u.appealed_at IS NOT NULL THEN
               json_build_object(
                   'reason', u.appeal,
                   'appealed_at', utc_text(u.appealed_at)) END,
           'appeal_decision', CASE WHEN u.appeal_decided_at IS NOT NULL THEN
               json_build_object(
                   'granted_pence', u.appeal_granted_pence,
                   'reason', u.appeal_reason,
                   'decided_at', utc_text(u.appeal_decided_at)) END) AS body
  FROM uplift u
  JOIN organisation o ON o.id = u.provider_id;

-- The last row of each council, with all before it.
CREATE VIEW council_cap_shown WITH (security_invoker = true) AS
SELECT k.category_id, k.organisation_id, o.name, k.core_cap_pence,
       json_build_object(
           'category_id', k.category_id,
           'organisation', json_build_object('id', o.id, 'name', o.name),
           'core_cap_pence', k.core_cap_pence,
           'reason', k.reason,
           'set_at', utc_text(k.set_at),
           'history', (
               SELECT json_agg(json_build_object(
                          'core_cap_pence', h.core_cap_pence,
                          'reason', h.reason,
                          'set_at', utc_text(h.set_at)) ORDER BY h.number DESC)
                 FROM council_cap h
                WHERE h.category_id = k.category_id
                  AND h.organisation_id = k.organisation_id)) AS body
  FROM council_cap k
  JOIN organisation o ON o.id = k.organisation_id
 WHERE k.number = (SELECT max(m.number) FROM council_cap m
                    WHERE m.category_id = k.category_id
                      AND m.organisation_id = k.organisation_id);
GRANT SELECT ON score_review_shown, uplift_shown, council_cap_shown
    TO app_staff;

-- As in 0004, but with the figures in force today, and the state as of now
-- (0022).
CREATE OR REPLACE VIEW accreditation_shown WITH (security_invoker = true) AS
SELECT a.id, a.scheme_id, a.category_id, a.establishment_id, n.state,
       a.accredited_at,
       CASE WHEN (SELECT me_role()) = 'council' THEN json_build_object(
           'id', a.id,
           'state', n.state,
           'establishment', json_build_object(
               'id', h.id, 'name', h.name, 'town', h.town),
           'provider', json_build_object('id', o.id, 'name', o.name),
           'scheme_id', a.scheme_id,
           'category_id', a.category_id,
           'category_code', c.code,
           'rating', a.rating,
           'core_score', core_score_in_force(a.id, a.core_score,
               london_day(now.at), now.at),
           'accredited_at', utc_text(a.accredited_at),
           'ground', n.ground,
           'review_ground', n.review_ground,
           'failed', a.failed,
           'reason', a.reason,
           'audited_on', a.audited_on,
           'audit_due_on', a.audit_due_on,
           'changed_at', utc_text(a.changed_at))
       ELSE json_build_object(
           'id', a.id,
           'state', n.state,
           'establishment', json_build_object(
               'id', h.id, 'name', h.name, 'town', h.town),
           'provider', json_build_object('id', o.id, 'name', o.name),
           'scheme_id', a.scheme_id,
           'category_id', a.category_id,
           'category_code', c.code,
           'rating', a.rating,
           'core_score', core_score_in_force(a.id, a.core_score,
               london_day(now.at), now.at),
           'core_pence', core_pence_in_force(a.id, a.core_pence,
               london_day(now.at), now.at),
           'discounts', a.discounts,
           'accredited_at', utc_text(a.accredited_at),
           'ground', n.ground,
           'review_ground', n.review_ground,
           'failed', a.failed,
           'reason', a.reason,
           'audited_on', a.audited_on,
           'audit_due_on', a.audit_due_on,
           'changed_at', utc_text(a.changed_at))
       END AS body
  FROM accreditation a
  JOIN establishment h ON h.id = a.establishment_id
  JOIN category c ON c.id = a.category_id
  JOIN organisation o ON o.id = a.provider_id
 CROSS JOIN (SELECT now_utc() AS at) AS now
 CROSS JOIN LATERAL (
       SELECT s.state,
              CASE WHEN s.state = 'suspended' AND a.state <> 'suspended'
                   THEN a.stands_ground ELSE a.ground END AS ground,
              CASE WHEN s.state = 'under_review' THEN
                   CASE WHEN a.review_at <= now.at THEN a.review_ground
                        ELSE 'early_warning' END END AS review_ground
         FROM (SELECT accreditation_state_at(a.state, a.stands_until,
                          a.review_at, now.at) AS state) AS s) AS n;
