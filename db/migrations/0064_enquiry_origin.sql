-- 0064_enquiry_origin.sql - one network address writes to many homes: so many
-- letters to strangers, and no more (R178).

-- Seconds until another enquiry is taken from where so many have come from in
-- the last 24 hours; 0: now. Nobody else is counted until the transaction ends.
CREATE FUNCTION enquiry_wait(came_from text, most integer) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    day   constant interval := interval '24 hours';
    made  integer;
    first timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(came_from, 3));
    SELECT count(*), min(t.at) INTO made, first
      FROM public.enquiry_try t
     WHERE t.origin = came_from AND t.at > public.now_utc() - day;
    IF made < most OR most IS NULL THEN
        RETURN 0;
    END IF;
    RETURN greatest(1, ceil(extract(epoch FROM
        first + day - public.now_utc()))::integer);
END $$;

-- Programs that came before call it without the last two.
DROP FUNCTION enquiry_make(uuid, uuid, text, text, text, text, integer, text,
    text, integer, text, integer, uuid, text);

-- Keeps an enquiry and queues the letter that asks to confirm it. Of one
-- network address only so many go to a home in a day, and so many to all homes
-- together: then retry_after is not 0. Of one e-mail address only so many are kept unconfirmed; the next is
-- forgotten at once, and nobody is told, for that would say that somebody has
-- used the address.
CREATE FUNCTION enquiry_make(enquiry uuid, home uuid, sealed_contact text,
    sealed_message text, reply text, moving text, hours integer, token text,
    address text, most_of_address integer, came_from text,
    most_of_origin integer, letter_id uuid, letter text,
    came_at_all text DEFAULT NULL, most_at_all integer DEFAULT NULL)
RETURNS TABLE (retry_after integer, confirm_by text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    waits    integer;
    ends     timestamptz;
    too_many boolean;
BEGIN
    waits := greatest(public.enquiry_wait(came_at_all, most_at_all),
                      public.enquiry_wait(came_from, most_of_origin));
    IF waits > 0 THEN
        RETURN QUERY SELECT waits, NULL::text;
        RETURN;
    END IF;
    INSERT INTO public.enquiry_try (origin)
    SELECT o FROM unnest(ARRAY[came_at_all, came_from]) o
     WHERE o IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtextextended(address, 4));
    ends := public.now_utc() + make_interval(hours => hours);
    SELECT count(*) >= most_of_address INTO too_many
      FROM public.enquiry q
     WHERE q.address_digest = address AND q.state = 'unconfirmed'
       AND q.made_at > public.now_utc() - interval '24 hours';
    INSERT INTO public.enquiry (id, establishment_id, provider_id, contact,
        message, reply_by, moving_when, confirm_by, token_sha256,
        address_digest)
    SELECT enquiry, e.id, e.provider_id, sealed_contact, sealed_message,
           reply, moving, ends, token, address
      FROM public.establishment e WHERE e.id = home;
    INSERT INTO public.mail (id, enquiry_id, sealed)
    VALUES (letter_id, enquiry, letter);
    -- Stored and taken away again, so that it takes as long.
    DELETE FROM public.enquiry q WHERE q.id = enquiry AND too_many;
    RETURN QUERY SELECT 0, public.utc_text(ends);
END $$;

GRANT EXECUTE ON FUNCTION
    enquiry_make(uuid, uuid, text, text, text, text, integer, text, text,
        integer, text, integer, uuid, text, text, integer)
    TO app_public, app_staff;
