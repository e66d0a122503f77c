-- Taking a letter looks no longer through all that is due. Whoever has been
-- disabled since, or has gone to an organisation that may not read the event,
-- is sent nothing, as before: their letters are passed over, and given up when
-- no other is left, not at each claim.

CREATE OR REPLACE FUNCTION mail_claim(most integer, seconds integer)
RETURNS TABLE (mail_id uuid, lease uuid, attempt integer, address text,
               type text, subject_id uuid, referral_id uuid, reference text,
               created_at bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH due AS (
        SELECT m.id FROM public.mail m
         WHERE m.state = 'waiting' AND m.next_attempt_at <= clock_timestamp()
           AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())
           AND EXISTS (
               SELECT FROM public.app_user u
                 JOIN public.event_reader r
                   ON r.organisation_id = u.organisation_id
                WHERE u.id = m.user_id AND u.disabled_at IS NULL
                  AND r.event_id = m.event_id)
         ORDER BY m.next_attempt_at
         LIMIT most
           FOR NO KEY UPDATE SKIP LOCKED),
    taken AS (
        UPDATE public.mail m
           SET lease = gen_random_uuid(), attempts = m.attempts + 1,
               attempted_at = clock_timestamp(),
               leased_until = clock_timestamp() + seconds * interval '1 s'
          FROM due WHERE m.id = due.id
        RETURNING m.*)
    SELECT t.id, t.lease, t.attempts, u.email, v.type, v.subject_id,
           v.referral_id,
           public.event_reference(v.subject_id, v.referral_id),
           extract(epoch FROM t.created_at)::bigint
      FROM taken t
      JOIN public.app_user u ON u.id = t.user_id
      JOIN public.event v ON v.id = t.event_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE public.mail m
       SET state = 'dead', next_attempt_at = NULL, failure = 'address',
           attempted_at = clock_timestamp()
     WHERE m.state = 'waiting' AND m.next_attempt_at <= clock_timestamp()
       AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())
       AND NOT EXISTS (
           SELECT FROM public.app_user u
             JOIN public.event_reader r
               ON r.organisation_id = u.organisation_id
            WHERE u.id = m.user_id AND u.disabled_at IS NULL
              AND r.event_id = m.event_id);
END $$;
