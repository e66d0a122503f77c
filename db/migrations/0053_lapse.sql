-- As in 0019, with the function that notes what nobody's request has done
-- (0022).
CREATE OR REPLACE FUNCTION applications_lapse() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    late  record;
    total bigint := 0;
BEGIN
    FOR late IN
        SELECT id, provider_id, lead_id FROM public.application
         WHERE state = 'information_requested'
           AND lapses_after < public.london_day()
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
        PERFORM public.happened('application.lapsed', late.id,
                                ARRAY[late.provider_id, late.lead_id]);
        total := total + 1;
    END LOOP;
    RETURN total;
END $$;

-- Its reason to be volatile was now_utc(); london_day() is stable.
ALTER FUNCTION application_state_now(text, date) STABLE;
