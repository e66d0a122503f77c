-- Who is barred stays so, and who bids stays awake. A home that was suspended
-- in one category could leave that one, and so be free in the others without a
-- cure (R060); one that bids under another of its categories (R005) fell
-- asleep all the same; any document of a provider judged all its homes; and an
-- export told of accreditations that had ended.

-- As in 0032. Who leaves while suspended does not get rid of the bar: it goes
-- over to what the home still has in the scheme.
CREATE OR REPLACE FUNCTION accreditation_by_provider(accreditation uuid,
    becomes text, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    barred uuid;
BEGIN
    FOR barred IN
        UPDATE public.accreditation a
           SET state = 'suspended', ground = l.ground, failed = l.failed,
               reason = l.reason, changed_at = public.now_utc()
          FROM public.accreditation l
         WHERE l.id = accreditation AND l.provider_id = public.me_org()
           AND public.me_role() = 'provider' AND becomes = 'withdrawn'
           AND l.state IN ('suspended', 'cure_submitted')
           AND a.establishment_id = l.establishment_id
           AND a.scheme_id = l.scheme_id
           AND a.state IN ('active', 'under_review', 'dormant')
        RETURNING a.id
    LOOP
        PERFORM public.happened('accreditation.suspended', barred,
            public.accreditation_audience(barred));
    END LOOP;
    UPDATE public.accreditation a
       SET state = becomes,
           reason = CASE becomes WHEN 'cure_submitted' THEN a.reason
                                 ELSE why END,
           failed = CASE becomes WHEN 'cure_submitted' THEN a.failed
                                 ELSE '[]' END,
           changed_at = public.now_utc(),
           ground = CASE becomes WHEN 'cure_submitted' THEN a.ground END,
           quiet_since = CASE becomes WHEN 'active' THEN public.now_utc()
                                      ELSE a.quiet_since END,
           dormancy_warnings = CASE becomes WHEN 'active' THEN 0
                                            ELSE a.dormancy_warnings END,
           dormancy_warned_at = CASE WHEN becomes <> 'active'
                                     THEN a.dormancy_warned_at END
     WHERE a.id = accreditation AND a.provider_id = public.me_org()
       AND public.me_role() = 'provider'
       AND CASE becomes
           WHEN 'cure_submitted' THEN a.state = 'suspended'
           WHEN 'active' THEN a.state = 'dormant'
           WHEN 'withdrawn' THEN a.state NOT IN ('removed', 'withdrawn')
           ELSE false END;
    RETURN FOUND;
END $$;

-- As in 0032, for every category that a referral asks.
CREATE OR REPLACE FUNCTION bid_wakes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.accreditation a
       SET quiet_since = greatest(a.quiet_since, public.now_utc()),
           dormancy_warnings = 0, dormancy_warned_at = NULL
      FROM fresh f
      JOIN public.referral r ON r.id = f.referral_id
     WHERE a.establishment_id = f.establishment_id
       AND a.category_id = ANY (r.category_id || r.also_in)
       AND a.state NOT IN ('removed', 'withdrawn');
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dormancy_sweep(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz := public.now_utc();
    fortnight constant interval := '14 days';
    due record;
    done bigint := 0;
BEGIN
    FOR due IN
        SELECT a.id, a.provider_id, a.lead_id, a.dormancy_warnings AS warned
          FROM public.accreditation a
          JOIN public.establishment e ON e.id = a.establishment_id
         CROSS JOIN LATERAL (
               SELECT a.quiet_since + make_interval(months =>
                          public.dormant_after(a.scheme_id)) AS ends) AS t
         WHERE a.state = 'active' AND a.stands_until > moment
           AND a.quiet_since <= moment - interval '1 month'
           AND moment >= t.ends - make_interval(months =>
                   greatest(2 - a.dormancy_warnings, 0))
           AND (a.dormancy_warned_at IS NULL
                OR moment >= a.dormancy_warned_at + fortnight)
           AND (a.dormancy_warnings < 2 OR NOT EXISTS (
               SELECT FROM public.invitation i
                 JOIN public.referral r ON r.id = i.referral_id
                WHERE i.establishment_id = a.establishment_id
                  AND a.category_id = ANY (r.category_id || r.also_in)
                  AND r.state = 'open'))
         ORDER BY a.establishment_id, a.id
         LIMIT most
           FOR NO KEY UPDATE OF e, a SKIP LOCKED
    LOOP
        IF due.warned < 2 THEN
            UPDATE public.accreditation a
               SET dormancy_warnings = a.dormancy_warnings + 1,
                   dormancy_warned_at = moment
             WHERE a.id = due.id;
            PERFORM public.happened('accreditation.dormancy_warned', due.id,
                ARRAY[due.provider_id]);
        ELSE
            UPDATE public.accreditation a
               SET state = 'dormant', reason = NULL, changed_at = moment
             WHERE a.id = due.id;
            PERFORM public.happened('accreditation.fell_asleep', due.id,
                public.accreditation_audience(due.id));
        END IF;
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;

-- As in 0022. A document of a provider is evidence of all its homes, one of a
-- home of that home alone; both only where a category asks for its kind (see
-- evidence_of()), and something has not ended.
CREATE OR REPLACE FUNCTION evidence_judge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    d public.document;
BEGIN
    IF TG_TABLE_NAME = 'document' THEN
        d := NEW;
    ELSE
        SELECT x.* INTO d FROM public.document x WHERE x.id = NEW.document_id;
    END IF;
    PERFORM public.home_judge(h.establishment_id)
       FROM (SELECT DISTINCT a.establishment_id
               FROM public.accreditation a
               JOIN public.category c ON c.id = a.category_id
              WHERE a.provider_id = d.provider_id
                AND a.state NOT IN ('removed', 'withdrawn')
                AND EXISTS (
                    SELECT FROM jsonb_array_elements(c.evidence) AS asked
                     WHERE asked->>'kind' = d.kind
                        OR (asked->>'kind' = 'accounts'
                            AND d.kind = 'financial_alternative'))
                AND (d.establishment_id IS NULL
                     OR a.establishment_id = d.establishment_id)
              ORDER BY a.establishment_id) AS h;
    RETURN NULL;
END $$;

-- As in 0037; state and ground as of now, and not as a job has stored them.
CREATE OR REPLACE VIEW accreditation_record WITH (security_invoker = true) AS
SELECT a.id, a.scheme_id, a.accredited_at,
       json_build_object(
           'format', 'fairlot-accreditation-1',
           'scheme', json_build_object(
               'id', s.id, 'reference', s.reference, 'name', s.name),
           'category', json_build_object(
               'id', c.id, 'code', c.code, 'name', c.name),
           'provider', json_build_object(
               'id', o.id, 'name', o.name,
               'company_number', o.company_number),
           'establishment', json_build_object(
               'id', h.id,
               'name', h.name,
               'address', json_build_object(
                   'line_1', h.line_1,
                   'line_2', h.line_2,
                   'town', h.town,
                   'postcode', postcode_text(h.postcode)),
               'regulator', json_build_object(
                   'scheme', h.regulator_scheme, 'id', h.regulator_id),
               'rating', h.rating,
               'capacity', h.capacity,
               'vacancies', h.vacancies,
               'profile', h.profile),
           'answers', json_build_object(
               'requirements', e.requirements,
               'statements', e.statements),
           'assessment', json_build_object(
               'requirements', t.requirements,
               'statements', t.statements,
               'rating', t.rating,
               'core_score', t.core_score,
               'assessed_at', utc_text(t.assessed_at)),
           'accreditation', shown_with(json_build_object(
               'id', a.id,
               'state', n.state,
               'rating', a.rating,
               'core_score', a.core_score,
               'core_pence', a.core_pence,
               'discounts', a.discounts,
               'accredited_at', utc_text(a.accredited_at),
               'ground', CASE WHEN n.state = 'suspended'
                                   AND a.state <> 'suspended'
                              THEN a.stands_ground ELSE a.ground END,
               'reason', a.reason,
               'changed_at', utc_text(a.changed_at)),
               'schedule_pence', a.schedule_pence),
           'score_reviews', coalesce((
               SELECT json_agg(json_build_object(
                          'effective_on', r.effective_on,
                          'statements', r.statements,
                          'rating', r.rating,
                          'evidence', r.evidence,
                          'core_score_before', r.core_score_before,
                          'core_score', r.core_score,
                          'reviewed_at', utc_text(r.reviewed_at))
                      ORDER BY r.number)
                 FROM score_review r WHERE r.accreditation_id = a.id), '[]'),
           'price_changes', coalesce((
               SELECT json_agg(json_build_object(
                          'head', p.head,
                          'pence', p.pence,
                          'effective_on', p.effective_on,
                          'made_at', utc_text(p.made_at))
                      ORDER BY p.number)
                 FROM price_change p WHERE p.accreditation_id = a.id), '[]'),
           'in_force', json_build_object(
               'on', london_day(now.at),
               'core_score', core_score_in_force(a.id, a.core_score,
                   london_day(now.at), now.at),
               'core_pence', core_pence_in_force(a.id, a.core_pence,
                   london_day(now.at), now.at))) AS body
  FROM (SELECT now_utc() AS at) AS now
 CROSS JOIN accreditation a
  JOIN scheme s ON s.id = a.scheme_id
  JOIN category c ON c.id = a.category_id
  JOIN organisation o ON o.id = a.provider_id
  JOIN establishment h ON h.id = a.establishment_id
  JOIN entry e ON e.id = a.entry_id
  JOIN assessment t ON t.entry_id = a.entry_id
 CROSS JOIN LATERAL (
       SELECT accreditation_state_at(a.state, a.stands_until, a.review_at,
                  now.at) AS state) AS n;
