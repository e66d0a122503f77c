-- Who registers and who imports are told what is theirs. A registration failed
-- where its invitation ended while it was at work; an import told a lead of
-- drafts that a provider had not sent.

-- As in 0033. That the invitation had not expired was judged when
-- registration_find() locked its row; since then a password has been hashed,
-- which takes its time, and must not undo the answer.
CREATE OR REPLACE FUNCTION registration_bind(digest text, provider uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x public.expression_of_interest;
    happening bigint;
BEGIN
    UPDATE public.expression_of_interest
       SET state = 'registered', provider_id = provider,
           registered_at = public.now_utc()
     WHERE token_sha256 = digest AND state = 'invited'
    RETURNING * INTO STRICT x;
    INSERT INTO public.event (type, subject_id, organisation_id)
    VALUES ('expression_of_interest.registered', x.id, provider)
    RETURNING id INTO happening;
    INSERT INTO public.event_reader (organisation_id, event_id)
    VALUES (x.lead_id, happening), (x.portal_id, happening),
           (provider, happening);
END $$;

-- As in 0037. Only what an import of this lead has drafted is drafted already:
-- what a provider has begun itself is nobody's to know before it is sent.
CREATE OR REPLACE FUNCTION import_draft(into_scheme uuid, provider uuid,
    record jsonb)
RETURNS TABLE (outcome text, application uuid, left_out jsonb)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s public.scheme;
    c public.category;
    home uuid;
BEGIN
    left_out := '[]';
    SELECT * INTO s FROM public.scheme x
     WHERE x.id = into_scheme AND x.lead_id = public.me_org()
       AND public.me_role() = 'lead';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no scheme of yours'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO c FROM public.category x
     WHERE x.scheme_id = s.id AND x.code = record->'category'->>'code';
    outcome := CASE
        WHEN NOT FOUND THEN 'category_unknown'
        WHEN NOT EXISTS (SELECT FROM public.organisation o
                          WHERE o.id = provider AND o.kind = 'provider')
        THEN 'provider_unknown' END;
    IF outcome IS NULL THEN
        home := public.import_home(provider, record->'establishment');
        SELECT 'already_drafted', e.application_id
          INTO outcome, application
          FROM public.entry e
          JOIN public.application p ON p.id = e.application_id
         WHERE e.establishment_id = home AND e.category_id = c.id
           AND e.state = 'draft'
           -- Drafted by an import of this lead, this one or another: what a
           -- provider has begun itself is not told before it is sent.
           AND (p.xmin = pg_current_xact_id()::xid
                OR EXISTS (SELECT FROM public.imported_record i
                            WHERE i.application_id = p.id
                              AND i.lead_id = s.lead_id))
         LIMIT 1;
        outcome := CASE
            WHEN home IS NULL THEN 'place_unknown'
            WHEN EXISTS (SELECT FROM public.accreditation a
                          WHERE a.establishment_id = home
                            AND a.category_id = c.id
                            AND a.state NOT IN ('removed', 'withdrawn'))
            THEN 'already_accredited'
            ELSE coalesce(outcome, 'drafted') END;
    END IF;
    IF outcome = 'drafted' THEN
        INSERT INTO public.application (provider_id, scheme_id, lead_id)
        VALUES (provider, s.id, s.lead_id) RETURNING id INTO application;
        INSERT INTO public.entry (application_id, establishment_id,
            category_id, provider_id, scheme_id, lead_id, requirements,
            statements, core_pence, schedule_pence, discounts)
        VALUES (application, home, c.id, provider, s.id, s.lead_id,
            public.costs_under(record->'answers'->'requirements',
                               c.requirements),
            public.costs_under(record->'answers'->'statements', c.statements),
            public.costs_under(record->'in_force'->'core_pence',
                               c.cost_heads),
            public.costs_under(record->'accreditation'->'schedule_pence',
                               c.schedules),
            record->'accreditation'->'discounts');
        SELECT coalesce(jsonb_agg(u.pointer), '[]') INTO left_out
          FROM (SELECT public.unasked('#/answers/requirements/',
                           record->'answers'->'requirements', c.requirements)
                 UNION ALL
                SELECT public.unasked('#/answers/statements/',
                           record->'answers'->'statements', c.statements)
                 UNION ALL
                SELECT public.unasked('#/in_force/core_pence/',
                           record->'in_force'->'core_pence', c.cost_heads)
                 UNION ALL
                SELECT public.unasked('#/accreditation/schedule_pence/',
                           record->'accreditation'->'schedule_pence',
                           c.schedules))
               AS u (pointer);
    END IF;
    RETURN NEXT;
END $$;
