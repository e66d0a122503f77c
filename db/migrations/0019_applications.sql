-- Applications in full: answers that several entries share, the agreement that
-- is signed, requests for information, withdrawal and lapse.

------------------------------------------------------------ states and parts

ALTER TABLE application DROP CONSTRAINT application_state;
ALTER TABLE application ADD
        CONSTRAINT application_state CHECK (state IN
        ('draft', 'submitted', 'decided', 'information_requested', 'withdrawn', 'lapsed')); -- vocabulary: application_state
ALTER TABLE entry DROP CONSTRAINT entry_state;
ALTER TABLE entry ADD
        CONSTRAINT entry_state CHECK (state IN
        ('draft', 'submitted', 'assessed', 'accredited', 'refused', 'withdrawn', 'stage_1', 'stage_2', 'lapsed')); -- vocabulary: entry_state

ALTER TABLE application
    -- What is answered once for all entries (R050).
    ADD COLUMN common jsonb NOT NULL
        DEFAULT '{"requirements": {}, "statements": {}}',
    ADD COLUMN agreement jsonb, -- {version, sha256, signed_at}: R063
    -- While information is asked for: the last day that an answer counts.
    ADD COLUMN lapses_after date,
    ADD COLUMN ended_at timestamptz, -- withdrawn or lapsed
    ADD COLUMN ended_reason text;
ALTER TABLE entry ADD COLUMN ended_reason text; -- of a withdrawal
CREATE INDEX application_lapse_idx ON application (lapses_after)
    WHERE state = 'information_requested';

-- The state by the clock: no job has to come by for an application to lapse.
CREATE FUNCTION application_state_now(state text, lapses_after date)
RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN state = 'information_requested'
                 AND london_day()
                     > lapses_after
                THEN 'lapsed' ELSE state END
$$;

-- The same of an entry, by the state of its application.
CREATE FUNCTION entry_state_now(state text, application text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN application = 'lapsed'
                 AND state IN ('submitted', 'assessed', 'stage_1', 'stage_2')
                THEN 'lapsed' ELSE state END
$$;

-- Whether a category asks in two stages (R072): costs and what is marked
-- "stage": 2 are asked for only when the first stage has been passed.
CREATE FUNCTION asks_in_stages(requirements jsonb, statements jsonb)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_path_exists(requirements || statements,
                             '$[*] ? (@.stage == 2)')
$$;

-------------------------------------------------------------- common answers

-- What can be answered in common: under one code, categories may ask different
-- things, and such a code is nobody's common one.
CREATE FUNCTION common_asked(of_application uuid)
RETURNS TABLE (member text, code text, question text, entries bigint)
LANGUAGE sql STABLE AS $$
    SELECT m.member, q.item->>'code', min(q.item->>'question'), count(*)
      FROM entry e
      JOIN category c ON c.id = e.category_id
     CROSS JOIN LATERAL (VALUES ('requirements', c.requirements),
                                ('statements', c.statements))
           AS m (member, items)
     CROSS JOIN LATERAL jsonb_array_elements(m.items) AS q (item)
     WHERE e.application_id = of_application
     GROUP BY m.member, q.item->>'code'
    HAVING count(DISTINCT q.item->>'question') = 1
$$;

-- For each entry, which common answers hold: to what its category asks, where
-- it says nothing itself.
CREATE FUNCTION common_held(of_application uuid)
RETURNS TABLE (entry_id uuid, requirements jsonb, statements jsonb)
LANGUAGE sql STABLE AS $$
    WITH given AS MATERIALIZED (
        SELECT a.member, a.code, p.common->a.member->a.code AS answer
          FROM application p
          JOIN common_asked(p.id) AS a ON p.common->a.member ? a.code
         WHERE p.id = of_application)
    SELECT e.id,
           coalesce((
               SELECT jsonb_object_agg(g.code, g.answer)
                 FROM given g
                WHERE g.member = 'requirements'
                  AND NOT e.requirements ? g.code
                  AND c.requirements
                      @> jsonb_build_array(jsonb_build_object('code', g.code))),
               '{}'),
           coalesce((
               SELECT jsonb_object_agg(g.code, g.answer)
                 FROM given g
                WHERE g.member = 'statements'
                  AND coalesce(e.statements->>g.code, '') = ''
                  AND c.statements
                      @> jsonb_build_array(jsonb_build_object('code', g.code))),
               '{}')
      FROM entry e
      JOIN category c ON c.id = e.category_id
     WHERE e.application_id = of_application
$$;

-- Answers that hold for another category as well: those to the same questions.
CREATE FUNCTION answers_to(answers jsonb, asked jsonb, asked_there jsonb)
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(a.key, a.value), '{}')
      FROM jsonb_each(answers) AS a
     WHERE EXISTS (SELECT FROM jsonb_array_elements(asked) AS q,
                               jsonb_array_elements(asked_there) AS r
                    WHERE q->>'code' = a.key AND r->>'code' = a.key
                      AND q->>'question' = r->>'question')
$$;

-- Of costs, those that the other category has heads for.
CREATE FUNCTION costs_under(costs jsonb, heads jsonb)
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(a.key, a.value), '{}')
      FROM jsonb_each(costs) AS a
     WHERE EXISTS (SELECT FROM jsonb_array_elements(heads) AS h
                    WHERE h->>'code' = a.key)
$$;

-- What is still missing before an application, or the second stage of one of
-- its entries, can be sent in; in order, everything, with where it belongs in
-- the application's representation. `kind` is for programs.
CREATE FUNCTION application_missing(of_application uuid)
RETURNS TABLE (n bigint, pointer text, kind text, detail text)
LANGUAGE sql STABLE AS $$
    WITH open AS MATERIALIZED (
        SELECT e.state, e.requirements, e.statements, e.core_pence, e.at,
               c.requirements AS asked_requirements,
               c.statements AS asked_statements, c.cost_heads,
               asks_in_stages(c.requirements, c.statements) AS in_stages,
               coalesce(h.requirements, '{}') AS held_requirements,
               coalesce(h.statements, '{}') AS held_statements
          FROM (SELECT *, row_number() OVER (ORDER BY place) - 1 AS at
                  FROM entry WHERE application_id = of_application) AS e
          JOIN category c ON c.id = e.category_id
          LEFT JOIN common_held(of_application) AS h ON h.entry_id = e.id
         WHERE e.state IN ('draft', 'stage_2')),
    missing AS (
        SELECT o.at, m.*
          FROM open o
         CROSS JOIN LATERAL (
               SELECT 1 AS part, r.n,
                      '/requirements/' || (r.item->>'code') AS place,
                      'requirement' AS kind,
                      'This requirement has not been answered.' AS detail
                 FROM jsonb_array_elements(o.asked_requirements)
                      WITH ORDINALITY AS r (item, n)
                WHERE NOT o.requirements ? (r.item->>'code')
                  AND NOT o.held_requirements ? (r.item->>'code')
                  AND (o.state <> 'draft'
                       OR r.item->'stage' IS DISTINCT FROM '2')
                UNION ALL
               SELECT 2, s.n, '/statements/' || (s.item->>'code'),
                      'statement', 'This statement has not been written.'
                 FROM jsonb_array_elements(o.asked_statements)
                      WITH ORDINALITY AS s (item, n)
                WHERE coalesce(o.statements->>(s.item->>'code'), '') = ''
                  AND coalesce(o.held_statements->>(s.item->>'code'), '') = ''
                  AND (o.state <> 'draft'
                       OR s.item->'stage' IS DISTINCT FROM '2')
                UNION ALL
               SELECT 3, h.n, '/core_pence/' || (h.item->>'code'), 'cost',
                      'This cost has not been given; it may be nothing.'
                 FROM jsonb_array_elements(o.cost_heads)
                      WITH ORDINALITY AS h (item, n)
                WHERE NOT o.core_pence ? (h.item->>'code')
                  AND (o.state <> 'draft' OR NOT o.in_stages)) AS m)
    SELECT row_number() OVER (ORDER BY l.at, l.part, l.n), l.pointer, l.kind,
           l.detail
      FROM (SELECT m.at, m.part, m.n, '#/entries/' || m.at || m.place
                       AS pointer, m.kind, m.detail
              FROM missing m
             UNION ALL
            SELECT -1, 0, 0, '#/entries', 'entry',
                   'The application is for no home in any category yet.'
             WHERE NOT EXISTS (SELECT FROM entry
                                WHERE application_id = of_application)) AS l
     ORDER BY 1
$$;

------------------------------------------------------------------ agreements

-- The agreement that providers sign to join (000 "Process", R063). A version
-- is never changed; the newest is the one to sign.
CREATE TABLE scheme_agreement (
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    scheme_id    uuid NOT NULL,
    lead_id      uuid NOT NULL,
    version      integer NOT NULL,
    title        text NOT NULL,
    content      text NOT NULL,
    sha256       text NOT NULL, -- of content, UTF-8
    published_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT scheme_agreement_pkey PRIMARY KEY (id),
    CONSTRAINT scheme_agreement_version_key UNIQUE (scheme_id, version),
    CONSTRAINT scheme_agreement_scheme_fkey FOREIGN KEY (scheme_id, lead_id)
        REFERENCES scheme (id, lead_id)
);

-------------------------------------------------------- information requests

-- What the lead asks before it goes on. One at a time: the application says
-- whether one is open.
CREATE TABLE information_request (
    id             uuid NOT NULL DEFAULT gen_random_uuid(),
    application_id uuid NOT NULL,
    provider_id    uuid NOT NULL,
    scheme_id      uuid NOT NULL,
    lead_id        uuid NOT NULL,
    items          jsonb NOT NULL, -- [{text, entry_id}]
    asked_at       timestamptz NOT NULL DEFAULT now_utc(),
    answer_by      date NOT NULL,
    lapses_after   date NOT NULL,
    answers        jsonb, -- [text], one for each item
    answered_at    timestamptz,
    CONSTRAINT information_request_pkey PRIMARY KEY (id),
    CONSTRAINT information_request_application_fkey
        FOREIGN KEY (application_id, provider_id, scheme_id, lead_id)
        REFERENCES application (id, provider_id, scheme_id, lead_id),
    CONSTRAINT information_request_answered
        CHECK ((answers IS NULL) = (answered_at IS NULL))
);
CREATE INDEX information_request_application_idx
    ON information_request (application_id, asked_at DESC, id DESC);

------------------------------------------------------- who sees, who writes

SELECT protect_tables();

GRANT UPDATE (common, agreement, lapses_after) ON application TO app_staff;
GRANT DELETE ON entry TO app_staff;
CREATE POLICY entry_removed ON entry FOR DELETE TO app_staff
    USING (provider_id = (SELECT me_org()) AND state = 'draft'
           AND (SELECT me_role()) = 'provider');

-- A second stage is filled in like a draft; where it leads the trigger says.
ALTER POLICY entry_changed ON entry
    USING ((provider_id = (SELECT me_org()) AND state IN ('draft', 'stage_2'))
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
               AND state <> 'draft'))
    WITH CHECK ((provider_id = (SELECT me_org())
                 AND state IN ('draft', 'submitted', 'stage_1', 'stage_2'))
                OR (lead_id = (SELECT me_org())
                    AND (SELECT me_role()) = 'lead' AND state <> 'draft'));

-- Nobody passes itself on to the second stage.
CREATE FUNCTION entry_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF me_role() = 'provider' AND NEW.state <> 'withdrawn'
       AND (OLD.state, NEW.state) NOT IN (('draft', 'submitted'),
           ('draft', 'stage_1'), ('stage_2', 'submitted')) THEN
        RAISE EXCEPTION 'a provider moves no entry from % to %', OLD.state,
            NEW.state USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_moves BEFORE UPDATE OF state ON entry
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION entry_moves();

GRANT SELECT, INSERT ON scheme_agreement TO app_staff;
GRANT SELECT ON scheme_agreement TO app_public;
CREATE POLICY scheme_agreement_seen ON scheme_agreement
    FOR SELECT TO app_staff
    USING (lead_id = (SELECT me_org())
           OR EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_agreement_public ON scheme_agreement
    FOR SELECT TO app_public
    USING (EXISTS (SELECT FROM scheme s WHERE s.id = scheme_id));
CREATE POLICY scheme_agreement_made ON scheme_agreement
    FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead');

GRANT SELECT, INSERT ON information_request TO app_staff;
CREATE POLICY information_request_seen ON information_request
    FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org())
               AND (SELECT me_role()) IN ('lead', 'auditor')));
CREATE POLICY information_request_made ON information_request
    FOR INSERT TO app_staff
    WITH CHECK (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'
                AND answers IS NULL);

-- What was sent in is not its provider's to change. Three things are, and
-- each is a function that does that and no more; FALSE: it was not there to
-- be done.

CREATE FUNCTION application_withdraw(which uuid, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.application
       SET state = 'withdrawn', ended_at = public.now_utc(),
           ended_reason = why, lapses_after = NULL
     WHERE id = which AND provider_id = public.me_org()
       AND public.me_role() = 'provider'
       AND state IN ('submitted', 'information_requested');
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE public.entry SET state = 'withdrawn', ended_reason = why
     WHERE application_id = which
       AND state IN ('submitted', 'assessed', 'stage_1', 'stage_2');
    RETURN true;
END $$;

-- With the last entry that was not decided the application ends, too.
CREATE FUNCTION entry_withdraw(which uuid, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whole uuid;
    ended text;
BEGIN
    UPDATE public.entry SET state = 'withdrawn', ended_reason = why
     WHERE id = which AND provider_id = public.me_org()
       AND public.me_role() = 'provider'
       AND state IN ('submitted', 'assessed', 'stage_1', 'stage_2')
    RETURNING application_id INTO whole;
    UPDATE public.application p
       SET state = CASE WHEN EXISTS (
               SELECT FROM public.entry e WHERE e.application_id = whole
                  AND e.state IN ('accredited', 'refused'))
               THEN 'decided' ELSE 'withdrawn' END,
           ended_at = public.now_utc(), ended_reason = why,
           lapses_after = NULL
     WHERE p.id = whole AND NOT EXISTS (
               SELECT FROM public.entry e WHERE e.application_id = whole
                  AND e.state IN ('submitted', 'assessed', 'stage_1',
                                  'stage_2'))
    RETURNING p.state INTO ended;
    RETURN ended;
END $$;

CREATE FUNCTION information_answer(request uuid, said jsonb, due date,
    state_after text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.information_request r
       SET answers = said, answered_at = public.now_utc()
     WHERE r.id = request AND r.provider_id = public.me_org()
       AND public.me_role() = 'provider' AND r.answers IS NULL
       AND state_after = 'submitted';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE public.application p
       SET state = state_after, assess_due_on = due, lapses_after = NULL
      FROM public.information_request r
     WHERE r.id = request AND p.id = r.application_id
       AND p.state = 'information_requested';
    RETURN FOUND;
END $$;

-- A version that came after the application was sent in.
CREATE FUNCTION agreement_sign(which uuid, signed jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.application SET agreement = signed
     WHERE id = which AND provider_id = public.me_org()
       AND public.me_role() = 'provider' AND agreement IS NULL
       AND state IN ('submitted', 'information_requested');
    RETURN FOUND;
END $$;

-- For `fairlot jobs`: writes down what the clock has decided already, and says
-- so to both sides. One that somebody is working on waits for the next time.
CREATE FUNCTION applications_lapse() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    late      record;
    happening bigint;
    total     bigint := 0;
BEGIN
    FOR late IN
        SELECT id, provider_id, lead_id FROM public.application
         WHERE state = 'information_requested'
           AND lapses_after < (public.now_utc()
                               AT TIME ZONE 'Europe/London')::date
         ORDER BY lapses_after LIMIT 100
    LOOP
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(
            hashtextextended('application_id ' || late.id, 0));
        UPDATE public.application
           SET state = 'lapsed', ended_at = public.now_utc()
         WHERE id = late.id AND state = 'information_requested';
        CONTINUE WHEN NOT FOUND;
        UPDATE public.entry SET state = 'lapsed'
         WHERE application_id = late.id
           AND state IN ('submitted', 'assessed', 'stage_1', 'stage_2');
        INSERT INTO public.event (type, subject_id)
        VALUES ('application.lapsed', late.id) RETURNING id INTO happening;
        INSERT INTO public.event_reader (organisation_id, event_id)
        VALUES (late.provider_id, happening), (late.lead_id, happening);
        total := total + 1;
    END LOOP;
    RETURN total;
END $$;

GRANT EXECUTE ON FUNCTION application_state_now(text, date),
    entry_state_now(text, text), asks_in_stages(jsonb, jsonb),
    common_asked(uuid), common_held(uuid), answers_to(jsonb, jsonb, jsonb),
    costs_under(jsonb, jsonb), application_missing(uuid),
    application_withdraw(uuid, text), entry_withdraw(uuid, text),
    information_answer(uuid, jsonb, date, text), agreement_sign(uuid, jsonb)
    TO app_staff;
GRANT EXECUTE ON FUNCTION applications_lapse() TO app_jobs;

-------------------------------------------------------------- representations

CREATE OR REPLACE VIEW entry_shown WITH (security_invoker = true) AS
SELECT e.id, e.application_id,
       json_build_object(
           'id', e.id,
           'application_id', e.application_id,
           'establishment_id', e.establishment_id,
           'category_id', e.category_id,
           'state', entry_state_now(e.state,
               application_state_now(p.state, p.lapses_after)),
           'requirements', e.requirements,
           'statements', e.statements,
           'common', (
               SELECT json_build_object(
                          'requirements', coalesce(h.requirements, '{}'),
                          'statements', coalesce(h.statements, '{}'))
                 FROM (SELECT 1) AS one
                 LEFT JOIN common_held(e.application_id) AS h
                   ON h.entry_id = e.id AND e.state = 'draft'),
           'core_pence', e.core_pence,
           'discounts', e.discounts,
           'decision', CASE WHEN e.decided_at IS NOT NULL THEN
               json_build_object(
                   'outcome', e.state,
                   'reason', e.decision_reason,
                   'decided_at', utc_text(e.decided_at)) END,
           'withdrawal_reason', e.ended_reason,
           'accreditation_id', a.id) AS body
  FROM entry e
  JOIN application p ON p.id = e.application_id
  LEFT JOIN accreditation a ON a.entry_id = e.id;

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
           'assess_due_on', p.assess_due_on,
           'lapses_after', p.lapses_after,
           'agreement', CASE WHEN p.agreement IS NOT NULL THEN
               json_build_object(
                   'version', p.agreement->'version',
                   'sha256', p.agreement->'sha256',
                   'signed_at', p.agreement->'signed_at') END,
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

CREATE VIEW scheme_agreement_shown WITH (security_invoker = true) AS
SELECT g.id, g.scheme_id, g.version,
       json_build_object(
           'id', g.id,
           'scheme_id', g.scheme_id,
           'version', g.version,
           'title', g.title,
           'content', g.content,
           'sha256', g.sha256,
           'published_at', utc_text(g.published_at)) AS body
  FROM scheme_agreement g;

CREATE VIEW information_request_shown WITH (security_invoker = true) AS
SELECT r.id, r.application_id, r.asked_at,
       json_build_object(
           'id', r.id,
           'application_id', r.application_id,
           'items', (
               SELECT json_agg(json_build_object(
                          'text', i.item->'text',
                          'entry_id', i.item->'entry_id',
                          'answer', r.answers->(i.n - 1)::integer) ORDER BY i.n)
                 FROM jsonb_array_elements(r.items)
                      WITH ORDINALITY AS i (item, n)),
           'asked_at', utc_text(r.asked_at),
           'answer_by', r.answer_by,
           'lapses_after', r.lapses_after,
           'answered_at', utc_text(r.answered_at)) AS body
  FROM information_request r;

GRANT SELECT ON scheme_agreement_shown TO app_staff, app_public;
GRANT SELECT ON information_request_shown TO app_staff;
