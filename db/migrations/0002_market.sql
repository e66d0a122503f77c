-- The market: schemes and categories, homes and their accreditation, referrals
-- and sealed bids, ranking, choice, award and placement.
--
-- Every table of two parties carries the organisations that may see its rows
-- (provider_id, council_id, and lead_id for the auditor of the scheme), copied
-- from the row it hangs on and held to it by a composite foreign key. So a
-- policy reads its own row and never walks a chain.
--
-- Lists a lead officer writes as one thing (questions, cost heads, needs) are
-- jsonb, as they are in the API; whatever a rule or an index asks for is a
-- column.

------------------------------------------------------ schemes (001 §4, §7)

CREATE TABLE scheme (
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    lead_id     uuid NOT NULL,
    reference   text NOT NULL,
    name        text NOT NULL,
    regime      text NOT NULL
        CONSTRAINT scheme_regime CHECK (regime IN
        ('pcr_dps', 'pcr_pseudo_dps', 'pa23_dynamic_market', 'pa23_light_touch_framework', 'below_threshold')), -- vocabulary: regime
    description text NOT NULL DEFAULT '',
    valid_from  date NOT NULL,
    valid_to    date NOT NULL,
    state       text NOT NULL DEFAULT 'draft'
        CONSTRAINT scheme_state CHECK (state IN
        ('draft', 'open', 'closed')), -- vocabulary: scheme_state
    opened_at   timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT scheme_pkey PRIMARY KEY (id),
    CONSTRAINT scheme_of_lead UNIQUE (id, lead_id),
    CONSTRAINT scheme_reference_key UNIQUE (lead_id, reference),
    CONSTRAINT scheme_validity CHECK (valid_from <= valid_to),
    CONSTRAINT scheme_lead_fkey FOREIGN KEY (lead_id)
        REFERENCES organisation (id)
);
CREATE INDEX scheme_newest_idx ON scheme (created_at DESC, id DESC);

CREATE TABLE scheme_council (
    scheme_id       uuid NOT NULL,
    organisation_id uuid NOT NULL,
    lead_id         uuid NOT NULL,
    kind            text NOT NULL
        CONSTRAINT scheme_council_kind CHECK (kind IN
        ('partner', 'associate')), -- vocabulary: council_kind
    from_on         date NOT NULL,
    to_on           date NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT scheme_council_pkey PRIMARY KEY (scheme_id, organisation_id),
    CONSTRAINT scheme_council_dates CHECK (from_on <= to_on),
    CONSTRAINT scheme_council_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id),
    CONSTRAINT scheme_council_organisation_fkey FOREIGN KEY (organisation_id)
        REFERENCES organisation (id)
);
CREATE INDEX scheme_council_organisation_idx
    ON scheme_council (organisation_id, scheme_id);

CREATE TABLE category (
    id             uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id      uuid NOT NULL,
    lead_id        uuid NOT NULL,
    code           text NOT NULL,
    name           text NOT NULL,
    client_group   text NOT NULL
        CONSTRAINT category_client_group CHECK (client_group IN
        ('children', 'young_people', 'adults', 'older_people')), -- vocabulary: client_group
    regulator      text NOT NULL
        CONSTRAINT category_regulator CHECK (regulator IN
        ('ofsted', 'cqc', 'dfe', 'none')), -- vocabulary: regulator
    listed         boolean NOT NULL,
    suitability    text NOT NULL,
    price_unit     text NOT NULL
        CONSTRAINT category_price_unit CHECK (price_unit IN
        ('week', 'month', 'year')), -- vocabulary: price_unit
    requirements   jsonb NOT NULL, -- [{code, question, justification}]
    statements     jsonb NOT NULL, -- [{code, question, weight, justification}]
    cost_heads     jsonb NOT NULL, -- [{code, name}]
    core_cap_pence bigint,
    rating_floor   text
        CONSTRAINT category_rating_floor CHECK (rating_floor IN
        ('outstanding', 'good', 'requires_improvement', 'none')), -- vocabulary: rating_floor
    weights        jsonb NOT NULL, -- {price, outcomes, needs, features, location, core}
    miles_per_mark integer NOT NULL,
    choice_mode    text NOT NULL
        CONSTRAINT category_choice_mode CHECK (choice_mode IN
        ('none', 'top3_within_5', 'any_within_budget')), -- vocabulary: choice_mode
    evaluators     integer NOT NULL,
    openers        integer NOT NULL,
    core_blend     jsonb,
    response_hours jsonb NOT NULL, -- {emergency, urgent, next_day, standard, planned}
    created_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT category_pkey PRIMARY KEY (id),
    CONSTRAINT category_in_scheme UNIQUE (id, scheme_id, lead_id),
    CONSTRAINT category_code_key UNIQUE (scheme_id, code),
    CONSTRAINT category_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);

-- The schemes of which the caller's organisation is a council today.
CREATE FUNCTION my_schemes() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(c.scheme_id), '{}')
      FROM public.scheme_council c
     WHERE c.organisation_id = public.me_org()
       AND (SELECT public.now_utc())::date BETWEEN c.from_on AND c.to_on
$$;

-------------------------------------------- homes and admission (001 §7)

CREATE TABLE establishment (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    provider_id      uuid NOT NULL,
    name             text NOT NULL,
    line_1           text NOT NULL,
    line_2           text,
    town             text NOT NULL,
    postcode         text NOT NULL, -- key form, as in table postcode
    grid             point NOT NULL, -- copied from there
    regulator_scheme text NOT NULL
        CONSTRAINT establishment_regulator CHECK (regulator_scheme IN
        ('ofsted', 'cqc', 'dfe', 'none')), -- vocabulary: regulator
    regulator_id     text,
    rating           text NOT NULL -- the provider's claim; see accreditation
        CONSTRAINT establishment_rating CHECK (rating IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate', 'not_rated')), -- vocabulary: rating
    capacity         integer NOT NULL,
    vacancies        integer,
    profile          jsonb NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL DEFAULT now_utc(),
    updated_at       timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT establishment_pkey PRIMARY KEY (id),
    CONSTRAINT establishment_of_provider UNIQUE (id, provider_id),
    CONSTRAINT establishment_vacancies CHECK (vacancies <= capacity),
    CONSTRAINT establishment_provider_fkey FOREIGN KEY (provider_id)
        REFERENCES organisation (id)
);
CREATE INDEX establishment_grid_idx ON establishment USING gist (grid);
CREATE INDEX establishment_provider_idx
    ON establishment (provider_id, created_at DESC, id DESC);

CREATE TABLE application (
    id            uuid NOT NULL DEFAULT gen_random_uuid(),
    reference     text NOT NULL DEFAULT next_reference('A'),
    provider_id   uuid NOT NULL,
    scheme_id     uuid NOT NULL,
    lead_id       uuid NOT NULL,
    state         text NOT NULL DEFAULT 'draft'
        CONSTRAINT application_state CHECK (state IN
        ('draft', 'submitted', 'decided')), -- vocabulary: application_state
    created_at    timestamptz NOT NULL DEFAULT now_utc(),
    submitted_at  timestamptz,
    assess_due_on date,
    signatory     jsonb,   -- {name, position}
    receipt       jsonb,   -- {sha256, received_at, signature}
    CONSTRAINT application_pkey PRIMARY KEY (id),
    CONSTRAINT application_parties UNIQUE (id, provider_id, scheme_id, lead_id),
    CONSTRAINT application_reference_key UNIQUE (reference),
    CONSTRAINT application_provider_fkey FOREIGN KEY (provider_id)
        REFERENCES organisation (id),
    CONSTRAINT application_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX application_queue_idx ON application (lead_id, assess_due_on, id)
    WHERE state <> 'draft';
CREATE INDEX application_provider_idx
    ON application (provider_id, created_at DESC, id DESC);

CREATE TABLE entry (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    application_id   uuid NOT NULL,
    establishment_id uuid NOT NULL,
    category_id      uuid NOT NULL,
    provider_id      uuid NOT NULL,
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    state            text NOT NULL DEFAULT 'draft'
        CONSTRAINT entry_state CHECK (state IN
        ('draft', 'submitted', 'assessed', 'accredited', 'refused', 'withdrawn')), -- vocabulary: entry_state
    requirements     jsonb NOT NULL DEFAULT '{}', -- {code: {met, note}}
    statements       jsonb NOT NULL DEFAULT '{}', -- {code: text}
    core_pence       jsonb NOT NULL DEFAULT '{}', -- {head: pence}
    discounts        jsonb NOT NULL DEFAULT '[]', -- [{from_child, percent}]
    decided_at       timestamptz,
    decision_reason  text,
    created_at       timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT entry_pkey PRIMARY KEY (id),
    CONSTRAINT entry_parties UNIQUE
        (id, establishment_id, category_id, provider_id, scheme_id, lead_id),
    CONSTRAINT entry_once UNIQUE (application_id, establishment_id, category_id),
    CONSTRAINT entry_application_fkey
        FOREIGN KEY (application_id, provider_id, scheme_id, lead_id)
        REFERENCES application (id, provider_id, scheme_id, lead_id),
    CONSTRAINT entry_establishment_fkey FOREIGN KEY (establishment_id, provider_id)
        REFERENCES establishment (id, provider_id),
    CONSTRAINT entry_category_fkey FOREIGN KEY (category_id, scheme_id, lead_id)
        REFERENCES category (id, scheme_id, lead_id)
);
CREATE INDEX entry_establishment_idx ON entry (establishment_id);

-- What the lead's assessor recorded; one for each entry.
CREATE TABLE assessment (
    entry_id     uuid NOT NULL,
    lead_id      uuid NOT NULL,
    provider_id  uuid NOT NULL,
    requirements jsonb NOT NULL, -- {code: {pass, reason}}
    statements   jsonb NOT NULL, -- {code: {score, reason}}
    rating       text NOT NULL
        CONSTRAINT assessment_rating CHECK (rating IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate', 'not_rated')), -- vocabulary: rating
    core_score   numeric(7,4) NOT NULL, -- C100, 0..100
    assessed_by  uuid NOT NULL,
    assessed_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT assessment_pkey PRIMARY KEY (entry_id),
    CONSTRAINT assessment_entry_fkey FOREIGN KEY (entry_id)
        REFERENCES entry (id)
);

CREATE TABLE accreditation (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    entry_id         uuid NOT NULL,
    establishment_id uuid NOT NULL,
    category_id      uuid NOT NULL,
    provider_id      uuid NOT NULL,
    scheme_id        uuid NOT NULL,
    lead_id          uuid NOT NULL,
    listed           boolean NOT NULL, -- copied from the category
    state            text NOT NULL DEFAULT 'active'
        CONSTRAINT accreditation_state CHECK (state IN
        ('active', 'suspended', 'removed', 'withdrawn')), -- vocabulary: accreditation_state
    rating           text NOT NULL
        CONSTRAINT accreditation_rating CHECK (rating IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate', 'not_rated')), -- vocabulary: rating
    core_score       numeric(7,4) NOT NULL, -- carried to referrals (001 §7.10)
    core_pence       jsonb NOT NULL, -- accredited figure of each head
    discounts        jsonb NOT NULL,
    accredited_at    timestamptz NOT NULL DEFAULT now_utc(),
    ground           text
        CONSTRAINT accreditation_ground CHECK (ground IN
        ('rating_below_floor', 'registration_lost', 'insurance_lapsed', 'evidence_expired', 'requirement_failed', 'safeguarding', 'insolvency', 'breach_of_terms')), -- vocabulary: suspension_ground
    reason           text,
    changed_at       timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT accreditation_pkey PRIMARY KEY (id),
    CONSTRAINT accreditation_parties UNIQUE (id, establishment_id, provider_id),
    CONSTRAINT accreditation_entry_key UNIQUE (entry_id),
    CONSTRAINT accreditation_ground_when_suspended
        CHECK ((state = 'suspended') = (ground IS NOT NULL)),
    CONSTRAINT accreditation_entry_fkey FOREIGN KEY
        (entry_id, establishment_id, category_id, provider_id, scheme_id, lead_id)
        REFERENCES entry
        (id, establishment_id, category_id, provider_id, scheme_id, lead_id)
);
-- A home is accredited once in a category; a later one replaces one that ended.
CREATE UNIQUE INDEX accreditation_current_key
    ON accreditation (establishment_id, category_id)
    WHERE state IN ('active', 'suspended');
CREATE INDEX accreditation_category_idx
    ON accreditation (category_id, accredited_at DESC, id DESC);
CREATE INDEX accreditation_provider_idx
    ON accreditation (provider_id, accredited_at DESC, id DESC);
CREATE INDEX accreditation_lead_idx
    ON accreditation (lead_id, accredited_at DESC, id DESC);

--------------------------------------------------- referrals (001 §8)

CREATE TABLE referral (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    reference    text NOT NULL DEFAULT next_reference('R'),
    council_id   uuid NOT NULL,
    scheme_id    uuid NOT NULL,
    category_id  uuid NOT NULL,
    lead_id      uuid NOT NULL,
    title        text NOT NULL,
    urgency      text NOT NULL
        CONSTRAINT referral_urgency CHECK (urgency IN
        ('emergency', 'urgent', 'next_day', 'standard', 'planned')), -- vocabulary: urgency
    portrait     jsonb NOT NULL, -- {age_band, summary}
    need_by      date NOT NULL,
    outcode      text NOT NULL, -- all that a provider sees of the place
    radius_miles numeric(6,2) NOT NULL,
    children     integer NOT NULL,
    weights      jsonb NOT NULL,
    needs        jsonb NOT NULL,
    features     jsonb NOT NULL,
    outcomes     jsonb NOT NULL,
    choice_mode  text NOT NULL
        CONSTRAINT referral_choice_mode CHECK (choice_mode IN
        ('none', 'top3_within_5', 'any_within_budget')), -- vocabulary: choice_mode
    deadline     timestamptz NOT NULL, -- exclusive: at this instant it is late
    -- `closed` is open at or after the deadline and is never stored.
    state        text NOT NULL DEFAULT 'draft'
        CONSTRAINT referral_state CHECK (state IN
        ('draft', 'open', 'opened', 'ranked', 'awarded', 'cancelled', 'unsuccessful')), -- vocabulary: referral_state but closed
    created_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now_utc(),
    published_at timestamptz,
    opened_at    timestamptz,
    ended_reason text, -- of a cancellation
    CONSTRAINT referral_pkey PRIMARY KEY (id),
    CONSTRAINT referral_parties UNIQUE (id, council_id, lead_id),
    CONSTRAINT referral_reference_key UNIQUE (reference),
    CONSTRAINT referral_opened CHECK
        (opened_at IS NOT NULL OR state NOT IN ('opened', 'ranked', 'awarded', 'unsuccessful')),
    CONSTRAINT referral_council_fkey FOREIGN KEY (council_id)
        REFERENCES organisation (id),
    CONSTRAINT referral_category_fkey FOREIGN KEY (category_id, scheme_id, lead_id)
        REFERENCES category (id, scheme_id, lead_id)
);
CREATE INDEX referral_council_idx
    ON referral (council_id, created_at DESC, id DESC);
CREATE INDEX referral_lead_idx ON referral (lead_id, created_at DESC, id DESC);

-- What no provider is ever told (R100, R103): kept in a table that no policy
-- opens to one.
CREATE TABLE referral_private (
    referral_id     uuid NOT NULL,
    council_id      uuid NOT NULL,
    lead_id         uuid NOT NULL,
    origin_postcode text NOT NULL, -- key form
    origin          point NOT NULL,
    budget_pence    bigint, -- as it stands; see budget_change
    CONSTRAINT referral_private_pkey PRIMARY KEY (referral_id),
    CONSTRAINT referral_private_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id)
);

-- Frozen at publication (R054, R078): who was asked, at what distance, with
-- which carried score and accredited figures. It never says what they answered.
CREATE TABLE invitation (
    referral_id      uuid NOT NULL,
    establishment_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    council_id       uuid NOT NULL,
    lead_id          uuid NOT NULL,
    accreditation_id uuid NOT NULL,
    miles            numeric(7,2) NOT NULL,
    rating           text NOT NULL
        CONSTRAINT invitation_rating CHECK (rating IN
        ('outstanding', 'good', 'requires_improvement', 'inadequate', 'not_rated')), -- vocabulary: rating
    core_score       numeric(7,4) NOT NULL,
    core_pence       jsonb NOT NULL,
    discounts        jsonb NOT NULL,
    invited_at       timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT invitation_pkey PRIMARY KEY (referral_id, establishment_id),
    CONSTRAINT invitation_parties UNIQUE
        (referral_id, establishment_id, provider_id, council_id, lead_id),
    CONSTRAINT invitation_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id),
    CONSTRAINT invitation_accreditation_fkey
        FOREIGN KEY (accreditation_id, establishment_id, provider_id)
        REFERENCES accreditation (id, establishment_id, provider_id)
);
CREATE INDEX invitation_provider_idx
    ON invitation (provider_id, invited_at DESC, referral_id, establishment_id);

------------------------------------------------------------- sealed bids

-- The envelope. What is in it stands in bid_version and, once opened, in
-- bid_opened.
CREATE TABLE bid (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    referral_id      uuid NOT NULL,
    establishment_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    council_id       uuid NOT NULL,
    lead_id          uuid NOT NULL,
    version          integer NOT NULL DEFAULT 1,
    withdrawn_at     timestamptz,
    CONSTRAINT bid_pkey PRIMARY KEY (id),
    CONSTRAINT bid_parties UNIQUE
        (id, referral_id, provider_id, council_id, lead_id),
    CONSTRAINT bid_one_per_home UNIQUE (referral_id, establishment_id),
    CONSTRAINT bid_invitation_fkey FOREIGN KEY
        (referral_id, establishment_id, provider_id, council_id, lead_id)
        REFERENCES invitation
        (referral_id, establishment_id, provider_id, council_id, lead_id)
);

-- Every version is kept (001 §4.11). sealed: exactly the bytes whose digest
-- the receipt names: {"price_pence":...,"bid":{...}}.
CREATE TABLE bid_version (
    bid_id      uuid NOT NULL,
    version     integer NOT NULL,
    referral_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    sealed      text NOT NULL,
    sha256      text NOT NULL, -- hex
    received_at timestamptz NOT NULL,
    signature   text NOT NULL, -- Ed25519, base64
    CONSTRAINT bid_version_pkey PRIMARY KEY (bid_id, version),
    CONSTRAINT bid_version_bid_fkey FOREIGN KEY
        (bid_id, referral_id, provider_id, council_id, lead_id)
        REFERENCES bid (id, referral_id, provider_id, council_id, lead_id)
);

-- "No bid", with its reason; as secret as a bid until the opening.
CREATE TABLE refusal (
    referral_id      uuid NOT NULL,
    establishment_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    council_id       uuid NOT NULL,
    lead_id          uuid NOT NULL,
    reason_code      text NOT NULL
        CONSTRAINT refusal_reason CHECK (reason_code IN
        ('no_vacancy', 'outside_profile', 'mix_of_residents', 'staffing', 'information_too_thin', 'price', 'distance', 'other')), -- vocabulary: refusal_reason
    note             text NOT NULL DEFAULT '',
    refused_at       timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT refusal_pkey PRIMARY KEY (referral_id, establishment_id),
    CONSTRAINT refusal_invitation_fkey FOREIGN KEY
        (referral_id, establishment_id, provider_id, council_id, lead_id)
        REFERENCES invitation
        (referral_id, establishment_id, provider_id, council_id, lead_id)
);

--------------------------------------- opening, evaluation, ranking, award

-- Who has asked for the opening; a category may want two different people.
CREATE TABLE opening_step (
    referral_id uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    opener_id   uuid NOT NULL,
    stepped_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT opening_step_pkey PRIMARY KEY (referral_id, opener_id),
    CONSTRAINT opening_step_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id)
);

-- What the opening took out of the envelope, and what it found.
CREATE TABLE bid_opened (
    bid_id            uuid NOT NULL,
    referral_id       uuid NOT NULL,
    establishment_id  uuid NOT NULL,
    provider_id       uuid NOT NULL,
    council_id        uuid NOT NULL,
    lead_id           uuid NOT NULL,
    content           jsonb NOT NULL, -- the bid as it was put
    price_pence       bigint NOT NULL,
    needs_met         integer NOT NULL, -- marks
    features_met      integer NOT NULL, -- marks, of those that are not musts
    reasons           text[] NOT NULL DEFAULT '{}', -- why not compliant
    flags             text[] NOT NULL DEFAULT '{}', -- abnormally_low
    explanation_due_at timestamptz, -- asked when flagged (PA23 s.19(4))
    CONSTRAINT bid_opened_pkey PRIMARY KEY (bid_id),
    CONSTRAINT bid_opened_parties UNIQUE (bid_id, council_id, lead_id),
    CONSTRAINT bid_opened_bid_fkey FOREIGN KEY
        (bid_id, referral_id, provider_id, council_id, lead_id)
        REFERENCES bid (id, referral_id, provider_id, council_id, lead_id)
);
CREATE INDEX bid_opened_referral_idx ON bid_opened (referral_id, bid_id);

-- One person's score of a method statement (0..5).
CREATE TABLE evaluation (
    bid_id       uuid NOT NULL,
    evaluator_id uuid NOT NULL,
    council_id   uuid NOT NULL,
    lead_id      uuid NOT NULL,
    score        integer NOT NULL
        CONSTRAINT evaluation_score CHECK (score BETWEEN 0 AND 5),
    reason       text NOT NULL,
    evaluated_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT evaluation_pkey PRIMARY KEY (bid_id, evaluator_id),
    CONSTRAINT evaluation_bid_fkey FOREIGN KEY (bid_id, council_id, lead_id)
        REFERENCES bid_opened (bid_id, council_id, lead_id)
);

CREATE TABLE consensus (
    bid_id     uuid NOT NULL,
    council_id uuid NOT NULL,
    lead_id    uuid NOT NULL,
    score      integer NOT NULL
        CONSTRAINT consensus_score CHECK (score BETWEEN 0 AND 5),
    reason     text NOT NULL,
    agreed_by  uuid NOT NULL,
    agreed_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT consensus_pkey PRIMARY KEY (bid_id),
    CONSTRAINT consensus_bid_fkey FOREIGN KEY (bid_id, council_id, lead_id)
        REFERENCES bid_opened (bid_id, council_id, lead_id)
);

CREATE TABLE explanation (
    bid_id       uuid NOT NULL,
    provider_id  uuid NOT NULL,
    council_id   uuid NOT NULL,
    lead_id      uuid NOT NULL,
    text         text NOT NULL,
    explained_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT explanation_pkey PRIMARY KEY (bid_id),
    CONSTRAINT explanation_bid_fkey FOREIGN KEY (bid_id, council_id, lead_id)
        REFERENCES bid_opened (bid_id, council_id, lead_id)
);

CREATE TABLE disregard (
    bid_id         uuid NOT NULL,
    provider_id    uuid NOT NULL,
    council_id     uuid NOT NULL,
    lead_id        uuid NOT NULL,
    reason         text NOT NULL,
    disregarded_by uuid NOT NULL,
    disregarded_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT disregard_pkey PRIMARY KEY (bid_id),
    CONSTRAINT disregard_bid_fkey FOREIGN KEY (bid_id, council_id, lead_id)
        REFERENCES bid_opened (bid_id, council_id, lead_id)
);

-- Locked when written. document: the stored bytes, without the member sha256,
-- which covers exactly them.
CREATE TABLE ranking (
    referral_id uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    document    text NOT NULL,
    sha256      text NOT NULL, -- hex
    locked_at   timestamptz NOT NULL,
    CONSTRAINT ranking_pkey PRIMARY KEY (referral_id),
    CONSTRAINT ranking_referral_fkey FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id)
);

-- The same, by bid, for the statements that choose and award.
CREATE TABLE ranked_bid (
    referral_id uuid NOT NULL,
    bid_id      uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    compliant   boolean NOT NULL,
    rank        integer, -- NULL where not compliant, as are the points
    price_pence bigint NOT NULL,
    outcome_score integer,
    price       numeric(7,4),
    outcomes    numeric(7,4),
    needs       numeric(7,4),
    features    numeric(7,4),
    location    numeric(7,4),
    core        numeric(7,4),
    quality     numeric(7,4),
    total       numeric(7,4),
    gap         numeric(7,4),
    CONSTRAINT ranked_bid_pkey PRIMARY KEY (bid_id),
    CONSTRAINT ranked_bid_rank_key UNIQUE (referral_id, rank),
    CONSTRAINT ranked_bid_rank CHECK (compliant = (rank IS NOT NULL)),
    CONSTRAINT ranked_bid_ranking_fkey FOREIGN KEY (referral_id)
        REFERENCES ranking (referral_id),
    CONSTRAINT ranked_bid_opened_fkey FOREIGN KEY (bid_id, council_id, lead_id)
        REFERENCES bid_opened (bid_id, council_id, lead_id)
);

CREATE TABLE choice (
    referral_id     uuid NOT NULL,
    council_id      uuid NOT NULL,
    lead_id         uuid NOT NULL,
    bid_id          uuid, -- NULL: no preference
    chosen_by       text NOT NULL
        CONSTRAINT choice_chosen_by CHECK (chosen_by IN
        ('parent', 'resident', 'carer', 'social_worker', 'none')), -- vocabulary: chosen_by
    reason          text NOT NULL,
    additional_cost jsonb, -- {pence, per, payer, agreed_on, terms_accepted}
    recorded_by     uuid NOT NULL,
    recorded_at     timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT choice_pkey PRIMARY KEY (referral_id),
    CONSTRAINT choice_none CHECK ((bid_id IS NULL) = (chosen_by = 'none')),
    CONSTRAINT choice_referral_fkey FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id),
    CONSTRAINT choice_bid_fkey FOREIGN KEY (bid_id)
        REFERENCES ranked_bid (bid_id)
);

CREATE TABLE budget_change (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    referral_id  uuid NOT NULL,
    council_id   uuid NOT NULL,
    lead_id      uuid NOT NULL,
    from_pence   bigint,
    budget_pence bigint NOT NULL,
    reason       text NOT NULL,
    changed_by   uuid NOT NULL,
    changed_at   timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT budget_change_pkey PRIMARY KEY (id),
    CONSTRAINT budget_change_up CHECK (budget_pence > from_pence),
    CONSTRAINT budget_change_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id)
);
CREATE INDEX budget_change_referral_idx
    ON budget_change (referral_id, changed_at DESC);

CREATE TABLE award (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    referral_id  uuid NOT NULL,
    bid_id       uuid NOT NULL,
    provider_id  uuid NOT NULL,
    council_id   uuid NOT NULL,
    lead_id      uuid NOT NULL,
    reason       text NOT NULL,
    awarded_by   uuid NOT NULL,
    awarded_at   timestamptz NOT NULL DEFAULT now_utc(),
    fallen_at    timestamptz, -- the provider refused it
    CONSTRAINT award_pkey PRIMARY KEY (id),
    CONSTRAINT award_parties UNIQUE
        (id, referral_id, provider_id, council_id, lead_id),
    CONSTRAINT award_bid_key UNIQUE (bid_id),
    CONSTRAINT award_bid_fkey FOREIGN KEY
        (bid_id, referral_id, provider_id, council_id, lead_id)
        REFERENCES bid (id, referral_id, provider_id, council_id, lead_id)
);
CREATE UNIQUE INDEX award_one_standing ON award (referral_id)
    WHERE fallen_at IS NULL;

-- The feedback letter of each bidder, written for all at once (R123, PA23
-- s.50). body: the JSON that is sent.
CREATE TABLE letter (
    bid_id      uuid NOT NULL,
    referral_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    body        jsonb NOT NULL,
    written_at  timestamptz NOT NULL,
    CONSTRAINT letter_pkey PRIMARY KEY (bid_id),
    CONSTRAINT letter_bid_fkey FOREIGN KEY
        (bid_id, referral_id, provider_id, council_id, lead_id)
        REFERENCES bid (id, referral_id, provider_id, council_id, lead_id)
);
CREATE INDEX letter_referral_idx ON letter (referral_id);

-- The Individual Placement Agreement (001 §3.10). terms: what was agreed, from
-- the referral and the winning bid.
CREATE TABLE placement (
    id               uuid NOT NULL DEFAULT gen_random_uuid(),
    reference        text NOT NULL DEFAULT next_reference('P'),
    award_id         uuid NOT NULL,
    referral_id      uuid NOT NULL,
    establishment_id uuid NOT NULL,
    provider_id      uuid NOT NULL,
    council_id       uuid NOT NULL,
    lead_id          uuid NOT NULL,
    price_pence      bigint NOT NULL,
    price_unit       text NOT NULL
        CONSTRAINT placement_price_unit CHECK (price_unit IN
        ('week', 'month', 'year')), -- vocabulary: price_unit
    terms            jsonb NOT NULL,
    state            text NOT NULL DEFAULT 'awaiting_provider'
        CONSTRAINT placement_state CHECK (state IN
        ('awaiting_provider', 'awaiting_council', 'active', 'refused')), -- vocabulary: placement_state
    refusal_reason   text,
    created_at       timestamptz NOT NULL DEFAULT now_utc(),
    activated_at     timestamptz,
    CONSTRAINT placement_pkey PRIMARY KEY (id),
    CONSTRAINT placement_parties UNIQUE (id, provider_id, council_id, lead_id),
    CONSTRAINT placement_reference_key UNIQUE (reference),
    CONSTRAINT placement_award_key UNIQUE (award_id),
    CONSTRAINT placement_award_fkey FOREIGN KEY
        (award_id, referral_id, provider_id, council_id, lead_id)
        REFERENCES award (id, referral_id, provider_id, council_id, lead_id)
);
CREATE INDEX placement_council_idx
    ON placement (council_id, created_at DESC, id DESC);
CREATE INDEX placement_provider_idx
    ON placement (provider_id, created_at DESC, id DESC);

CREATE TABLE placement_signature (
    placement_id uuid NOT NULL,
    party        text NOT NULL
        CONSTRAINT placement_signature_party CHECK (party IN
        ('provider', 'council')), -- vocabulary: role but lead auditor portal
    provider_id  uuid NOT NULL,
    council_id   uuid NOT NULL,
    lead_id      uuid NOT NULL,
    name         text NOT NULL,
    "position"   text NOT NULL,
    signed_by    uuid NOT NULL,
    signed_at    timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT placement_signature_pkey PRIMARY KEY (placement_id, party),
    CONSTRAINT placement_signature_placement_fkey
        FOREIGN KEY (placement_id, provider_id, council_id, lead_id)
        REFERENCES placement (id, provider_id, council_id, lead_id)
);

-- Suppliers that a procurement portal says are interested (000, "Process").
CREATE TABLE expression_of_interest (
    id            uuid NOT NULL DEFAULT gen_random_uuid(),
    portal_id     uuid NOT NULL,
    scheme_id     uuid NOT NULL,
    lead_id       uuid NOT NULL,
    supplier_name text NOT NULL,
    company_number text,
    contact_email text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT expression_of_interest_pkey PRIMARY KEY (id),
    CONSTRAINT expression_of_interest_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);
CREATE INDEX expression_of_interest_portal_idx
    ON expression_of_interest (portal_id, created_at DESC, id DESC);
CREATE INDEX expression_of_interest_lead_idx
    ON expression_of_interest (lead_id, created_at DESC, id DESC);

--------------------------------------------------------- who sees which row

SELECT protect_tables();
GRANT EXECUTE ON FUNCTION my_schemes() TO app_staff;

-- Schemes and categories: everyone once open, their lead always.
GRANT SELECT, INSERT ON scheme, scheme_council, category TO app_staff;
GRANT UPDATE (state, opened_at) ON scheme TO app_staff;
GRANT UPDATE (kind, from_on, to_on), DELETE ON scheme_council TO app_staff;
CREATE POLICY scheme_seen ON scheme FOR SELECT TO app_staff
    USING (state <> 'draft' OR lead_id = (SELECT me_org()));
CREATE POLICY scheme_made ON scheme FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_led ON scheme FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_council_seen ON scheme_council FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           OR EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_council_made ON scheme_council FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_council_led ON scheme_council FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY scheme_council_left ON scheme_council FOR DELETE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY category_seen ON category FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           OR EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY category_made ON category FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

-- Homes: their provider; the lead and its auditor once the home is part of an
-- application that was sent in; the councils once it is accredited.
GRANT SELECT, INSERT ON establishment, application, entry TO app_staff;
GRANT UPDATE (name, line_1, line_2, town, postcode, grid, regulator_scheme,
    regulator_id, rating, capacity, vacancies, profile, updated_at)
    ON establishment TO app_staff;
GRANT UPDATE (state, submitted_at, assess_due_on, signatory, receipt)
    ON application TO app_staff;
GRANT UPDATE (state, requirements, statements, core_pence, discounts,
    decided_at, decision_reason) ON entry TO app_staff;
GRANT SELECT, INSERT, UPDATE ON assessment TO app_staff;
GRANT SELECT, INSERT ON accreditation TO app_staff;
GRANT UPDATE (state, ground, reason, changed_at) ON accreditation TO app_staff;

CREATE POLICY application_seen ON application FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (state <> 'draft' AND lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY application_made ON application FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org()) AND state = 'draft'
                AND (SELECT me_role()) = 'provider');
CREATE POLICY application_changed ON application FOR UPDATE TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (state <> 'draft' AND lead_id = (SELECT me_org())
               AND (SELECT me_role()) = 'lead'));
CREATE POLICY entry_seen ON entry FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (state <> 'draft' AND lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY entry_made ON entry FOR INSERT TO app_staff
    WITH CHECK (provider_id = (SELECT me_org()) AND state = 'draft'
                AND (SELECT me_role()) = 'provider');
CREATE POLICY entry_changed ON entry FOR UPDATE TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (state <> 'draft' AND lead_id = (SELECT me_org())
               AND (SELECT me_role()) = 'lead'));
-- An assessment reaches the provider with the decision (R075).
CREATE POLICY assessment_seen ON assessment FOR SELECT TO app_staff
    USING ((lead_id = (SELECT me_org())
            AND (SELECT me_role()) IN ('lead', 'auditor'))
           OR (provider_id = (SELECT me_org())
               AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id
                            AND e.decided_at IS NOT NULL)));
CREATE POLICY assessment_made ON assessment FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND EXISTS (SELECT FROM entry e WHERE e.id = entry_id
                               AND e.lead_id = assessment.lead_id
                               AND e.provider_id = assessment.provider_id));
CREATE POLICY assessment_changed ON assessment FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY accreditation_seen ON accreditation FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor'))
           OR (scheme_id = ANY ((SELECT my_schemes())::uuid[])
               AND (SELECT me_role()) IN ('council', 'auditor')));
CREATE POLICY accreditation_made ON accreditation FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');
CREATE POLICY accreditation_changed ON accreditation FOR UPDATE TO app_staff
    USING (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

CREATE POLICY establishment_own ON establishment TO app_staff
    USING (provider_id = (SELECT me_org()))
    WITH CHECK (provider_id = (SELECT me_org()));
CREATE POLICY establishment_applied ON establishment FOR SELECT TO app_staff
    USING ((SELECT me_role()) IN ('lead', 'auditor')
           AND EXISTS (SELECT FROM entry e WHERE e.establishment_id = establishment.id));
CREATE POLICY establishment_accredited ON establishment FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM accreditation a
                    WHERE a.establishment_id = establishment.id));

-- Referrals: the council that made them, the auditor of that council or of
-- the scheme, and the providers invited. Never the lead (001 §11.2).
CREATE FUNCTION i_place() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT public.me_role() IN ('council', 'auditor')
$$;
CREATE FUNCTION i_audit() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT public.me_role() = 'auditor'
$$;
GRANT EXECUTE ON FUNCTION i_place(), i_audit() TO app_staff;

GRANT SELECT, INSERT ON referral, referral_private, invitation TO app_staff;
GRANT UPDATE (scheme_id, category_id, lead_id, title, urgency, portrait,
    need_by, outcode, radius_miles, children, weights, needs, features,
    outcomes, choice_mode, deadline, state, published_at, opened_at,
    ended_reason) ON referral TO app_staff;
GRANT UPDATE (lead_id, origin_postcode, origin, budget_pence)
    ON referral_private TO app_staff;

CREATE POLICY invitation_seen ON invitation FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())));
CREATE POLICY invitation_made ON invitation FOR INSERT TO app_staff
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council');

CREATE POLICY referral_seen ON referral FOR SELECT TO app_staff
    USING ((council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())));
CREATE POLICY referral_invited ON referral FOR SELECT TO app_staff
    USING ((SELECT me_role()) = 'provider'
           AND EXISTS (SELECT FROM invitation i WHERE i.referral_id = referral.id
                          AND i.provider_id = (SELECT me_org())));
CREATE POLICY referral_made ON referral FOR INSERT TO app_staff
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council');
CREATE POLICY referral_changed ON referral FOR UPDATE TO app_staff
    USING (council_id = (SELECT me_org()) AND (SELECT me_role()) = 'council');

-- What was published is kept to: no statement takes a referral back, brings
-- its deadline forward, or opens it before that.
CREATE FUNCTION referral_refused() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a published referral keeps its deadline'
        USING ERRCODE = '42501';
END $$;
CREATE TRIGGER referral_kept BEFORE UPDATE ON referral FOR EACH ROW
    WHEN (current_user = 'app_staff'
          AND ((OLD.state <> 'draft' AND (NEW.state = 'draft'
                                          OR NEW.deadline < OLD.deadline))
               OR (NEW.opened_at IS DISTINCT FROM OLD.opened_at
                   AND (OLD.opened_at IS NOT NULL
                        OR now_utc() < NEW.deadline))))
    EXECUTE FUNCTION referral_refused();

CREATE POLICY referral_private_seen ON referral_private FOR SELECT TO app_staff
    USING ((council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())));
CREATE POLICY referral_private_made ON referral_private FOR INSERT TO app_staff
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council');
CREATE POLICY referral_private_changed ON referral_private FOR UPDATE TO app_staff
    USING (council_id = (SELECT me_org()) AND (SELECT me_role()) = 'council');

-- Bids and refusals: the bidder always; the council and the auditors only
-- once the referral has been opened (R099).
CREATE FUNCTION is_opened(referral uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.referral r
                    WHERE r.id = referral AND r.opened_at IS NOT NULL)
$$;
GRANT EXECUTE ON FUNCTION is_opened(uuid) TO app_staff;

GRANT SELECT, INSERT ON bid, bid_version, refusal TO app_staff;
GRANT UPDATE (version, withdrawn_at) ON bid TO app_staff;
GRANT UPDATE (reason_code, note, refused_at), DELETE ON refusal TO app_staff;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['bid', 'bid_version', 'refusal'] LOOP
        EXECUTE format('CREATE POLICY %1$s_own ON %1$s TO app_staff'
            ' USING (provider_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''provider'')'
            ' WITH CHECK (provider_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''provider'''
            '        AND NOT is_opened(referral_id))', t);
        EXECUTE format('CREATE POLICY %1$s_opened ON %1$s FOR SELECT TO app_staff'
            ' USING (((council_id = (SELECT me_org()) AND (SELECT i_place()))'
            '         OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())))'
            '        AND is_opened(referral_id))', t);
    END LOOP;
END $$;

CREATE POLICY refusal_kept ON refusal AS RESTRICTIVE FOR DELETE TO app_staff
    USING (NOT is_opened(referral_id));

-- After the opening: what the council writes, its auditors read.
GRANT SELECT, INSERT ON opening_step, bid_opened, evaluation, consensus,
    disregard, ranking, ranked_bid, choice, budget_change, award, letter TO app_staff;
GRANT UPDATE (reasons, flags, explanation_due_at) ON bid_opened TO app_staff;
GRANT UPDATE (score, reason, evaluated_at) ON evaluation TO app_staff;
GRANT UPDATE (score, reason, agreed_by, agreed_at) ON consensus TO app_staff;
GRANT UPDATE (bid_id, chosen_by, reason, additional_cost, recorded_by,
    recorded_at) ON choice TO app_staff;
GRANT UPDATE (body, written_at) ON letter TO app_staff;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['opening_step', 'bid_opened', 'evaluation',
        'consensus', 'disregard', 'ranking', 'ranked_bid', 'choice', 'budget_change',
        'award', 'letter'] LOOP
        EXECUTE format('CREATE POLICY %1$s_placing ON %1$s TO app_staff'
            ' USING (council_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''council'')'
            ' WITH CHECK (council_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''council'')', t);
        EXECUTE format('CREATE POLICY %1$s_audited ON %1$s FOR SELECT TO app_staff'
            ' USING ((SELECT i_audit())'
            '        AND (SELECT me_org()) IN (council_id, lead_id))', t);
    END LOOP;

    -- What concerns one bidder alone, that bidder reads too.
    FOREACH t IN ARRAY ARRAY['bid_opened', 'disregard', 'award', 'letter'] LOOP
        EXECUTE format('CREATE POLICY %1$s_bidder ON %1$s FOR SELECT TO app_staff'
            ' USING (provider_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''provider'')', t);
    END LOOP;
END $$;

-- Nobody scores, or asks for the opening, in a colleague's name.
CREATE POLICY evaluation_made ON evaluation AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (evaluator_id = (SELECT me_self()));
CREATE POLICY evaluation_changed ON evaluation AS RESTRICTIVE
    FOR UPDATE TO app_staff USING (evaluator_id = (SELECT me_self()));
CREATE POLICY opening_step_made ON opening_step AS RESTRICTIVE
    FOR INSERT TO app_staff WITH CHECK (opener_id = (SELECT me_self()));

GRANT SELECT, INSERT ON explanation TO app_staff;
CREATE POLICY explanation_own ON explanation TO app_staff
    USING (provider_id = (SELECT me_org()) AND (SELECT me_role()) = 'provider')
    WITH CHECK (provider_id = (SELECT me_org())
                AND (SELECT me_role()) = 'provider'
                AND EXISTS (SELECT FROM bid_opened o
                             WHERE o.bid_id = explanation.bid_id));
CREATE POLICY explanation_seen ON explanation FOR SELECT TO app_staff
    USING ((council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())));

-- Placements: the two who sign, and the auditors.
GRANT SELECT, INSERT ON placement, placement_signature TO app_staff;
GRANT UPDATE (state, refusal_reason, activated_at) ON placement TO app_staff;
CREATE POLICY placement_seen ON placement FOR SELECT TO app_staff
    USING ((council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (provider_id = (SELECT me_org())
               AND (SELECT me_role()) = 'provider')
           OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())));
CREATE POLICY placement_made ON placement FOR INSERT TO app_staff
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council');
-- The provider signs first, or refuses until both have signed.
CREATE POLICY placement_answered ON placement FOR UPDATE TO app_staff
    USING (provider_id = (SELECT me_org()) AND (SELECT me_role()) = 'provider'
           AND state IN ('awaiting_provider', 'awaiting_council'))
    WITH CHECK (provider_id = (SELECT me_org())
                AND (SELECT me_role()) = 'provider'
                AND state IN ('awaiting_council', 'refused'));
CREATE POLICY placement_agreed ON placement FOR UPDATE TO app_staff
    USING (council_id = (SELECT me_org()) AND (SELECT me_role()) = 'council'
           AND state = 'awaiting_council')
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council' AND state = 'active');
CREATE POLICY placement_signature_seen ON placement_signature
    FOR SELECT TO app_staff
    USING ((council_id = (SELECT me_org()) AND (SELECT i_place()))
           OR (provider_id = (SELECT me_org())
               AND (SELECT me_role()) = 'provider')
           OR (lead_id = (SELECT me_org()) AND (SELECT i_audit())));
CREATE POLICY placement_signature_made ON placement_signature
    FOR INSERT TO app_staff
    WITH CHECK ((SELECT me_org()) = CASE party
                    WHEN 'council' THEN council_id ELSE provider_id END
                AND (SELECT me_role()) = party
                AND signed_by = (SELECT me_self()));

-- A provider that refuses its award puts the referral back to `ranked`, a row
-- it may not touch itself.
CREATE FUNCTION award_falls(placement uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH fallen AS (
        UPDATE public.award w SET fallen_at = public.now_utc()
          FROM public.placement p
         WHERE p.id = placement AND p.award_id = w.id
           AND p.provider_id = public.me_org()
           AND p.state = 'refused' AND w.fallen_at IS NULL
        RETURNING w.referral_id)
    UPDATE public.referral r SET state = 'ranked'
      FROM fallen WHERE r.id = fallen.referral_id AND r.state = 'awarded'
$$;
GRANT EXECUTE ON FUNCTION award_falls(uuid) TO app_staff;

GRANT SELECT, INSERT ON expression_of_interest TO app_staff;
CREATE POLICY expression_seen ON expression_of_interest FOR SELECT TO app_staff
    USING (portal_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'));
CREATE POLICY expression_made ON expression_of_interest FOR INSERT TO app_staff
    WITH CHECK (portal_id = (SELECT me_org())
                AND (SELECT me_role()) = 'portal');

-- The public: open schemes and their criteria, accredited homes that are
-- listed. Columns by name, so that a new one is private until it is granted.
GRANT SELECT (id, lead_id, reference, name, regime, description, valid_from,
    valid_to, state, opened_at, created_at) ON scheme TO app_public;
CREATE POLICY scheme_public ON scheme FOR SELECT TO app_public
    USING (state <> 'draft');
GRANT SELECT (scheme_id, organisation_id, kind, from_on, to_on)
    ON scheme_council TO app_public;
CREATE POLICY scheme_council_public ON scheme_council FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
GRANT SELECT (id, scheme_id, lead_id, code, name, client_group, regulator,
    listed, suitability, price_unit, requirements, statements, cost_heads,
    core_cap_pence, rating_floor, weights, miles_per_mark, choice_mode,
    evaluators, openers, core_blend, response_hours, created_at)
    ON category TO app_public;
CREATE POLICY category_public ON category FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
GRANT SELECT (id, establishment_id, category_id, scheme_id, lead_id, listed,
    state, rating, accredited_at) ON accreditation TO app_public;
CREATE POLICY accreditation_public ON accreditation FOR SELECT TO app_public
    USING (listed AND state = 'active');
GRANT SELECT (id, name, line_1, line_2, town, postcode, grid, capacity,
    vacancies, profile, updated_at) ON establishment TO app_public;
CREATE POLICY establishment_public ON establishment FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM accreditation a
                    WHERE a.establishment_id = establishment.id));
