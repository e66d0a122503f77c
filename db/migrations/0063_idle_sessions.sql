-- Who leaves without signing out, and closes the window, is not signed in for
-- the rest of the day at that computer.

-- As the one of three parameters, which a program of before still calls, but
-- that a cookie which nobody has used for so long ends its session. A page that
-- is used renews it every few minutes.
CREATE FUNCTION session_renew(old_refresh text, new_refresh text,
                              grace_seconds integer, idle_seconds integer)
RETURNS TABLE (session_id uuid, user_id uuid, role text,
               seconds_left integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.session s SET ended_at = clock_timestamp()
      FROM public.refresh_token r
     WHERE r.sha256 = old_refresh AND r.used_at IS NULL
       AND r.created_at < clock_timestamp() - make_interval(secs => idle_seconds)
       AND s.id = r.session_id AND s.ended_at IS NULL;
    RETURN QUERY
    SELECT n.session_id, n.user_id, n.role, n.seconds_left
      FROM public.session_renew(old_refresh, new_refresh, grace_seconds) AS n;
END $$;
REVOKE EXECUTE ON FUNCTION session_renew(text, text, integer, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_renew(text, text, integer, integer)
    TO app_public;
