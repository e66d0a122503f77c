-- Who asks for a clarification is nobody's to know (R074). The event of it
-- named its actor and their organisation, to the lead as well; from now on it
-- names nobody. Events that were made before stay: they are sealed.
CREATE FUNCTION clarification_asked(request uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.happened('clarification.asked', q.id,
                            ARRAY[q.lead_id, q.asker_id])
       FROM public.clarification_request q
      WHERE q.id = request AND q.asker_id = public.me_org()
        AND public.me_role() = 'provider';
END $$;
GRANT EXECUTE ON FUNCTION clarification_asked(uuid) TO app_staff;
