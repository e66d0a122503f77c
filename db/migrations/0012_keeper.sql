-- Bids are ciphertext from the moment they arrive: to a key of each referral,
-- whose private half only the keeper can unwrap (docs/adr/0012-the-keeper.md).
-- And who tried to see a bid, or to open one early, is written down.
--
-- The role keeper belongs to the cluster: db/roles.sql makes it.

-- Nobody could bid on a referral without a key, and no key could be made for
-- what was sealed without one. Nothing is lost silently: what is open now is
-- opened, ranked or cancelled by the program that took its bids.
DO $$
DECLARE
    still_open bigint := (SELECT count(*) FROM referral WHERE state = 'open');
BEGIN
    IF still_open > 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'FL409', MESSAGE = format(
            '%s referrals are still open, and their bids are not encrypted: '
            'open or cancel them with the version before this one, then '
            'migrate', still_open);
    END IF;
END $$;

-------------------------------------------------------- keys and ciphertext

-- Made by the keeper when the referral was published. wrapped: the private
-- half under the keeper's own key, bound to the referral and its deadline, so
-- with another deadline it opens nothing.
CREATE TABLE referral_key (
    referral_id uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    public_key  bytea NOT NULL
        CONSTRAINT referral_key_public CHECK (length(public_key) = 32),
    wrapped     bytea NOT NULL
        CONSTRAINT referral_key_wrapped CHECK (length(wrapped) = 80),
    CONSTRAINT referral_key_pkey PRIMARY KEY (referral_id),
    CONSTRAINT referral_key_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id)
);

-- What the receipt's digest is of. Old rows keep their bytes and their
-- digest. It cannot be compressed, so nobody tries.
ALTER TABLE bid_version
    ALTER COLUMN sealed TYPE bytea USING convert_to(sealed, 'UTF8'),
    ALTER COLUMN sealed SET STORAGE EXTERNAL;

SELECT protect_tables();

-- The service writes ciphertext and never reads it again.
REVOKE SELECT ON bid_version FROM app_staff;
GRANT SELECT (bid_id, version, referral_id, provider_id, council_id, lead_id,
    sha256, received_at, signature) ON bid_version TO app_staff;

-- Of a referral's key the service sees the public half.
GRANT SELECT (referral_id, council_id, lead_id, public_key), INSERT,
    UPDATE (wrapped) ON referral_key TO app_staff;
CREATE POLICY referral_key_seen ON referral_key FOR SELECT TO app_staff
    USING (EXISTS (SELECT FROM referral r WHERE r.id = referral_id));
CREATE POLICY referral_key_made ON referral_key FOR INSERT TO app_staff
    WITH CHECK (council_id = (SELECT me_org())
                AND (SELECT me_role()) = 'council');
CREATE POLICY referral_key_extended ON referral_key FOR UPDATE TO app_staff
    USING (council_id = (SELECT me_org()) AND (SELECT me_role()) = 'council'
           AND NOT is_opened(referral_id));

--------------------------------------------------------- refused attempts

-- One event for an attempt that was refused: what it was about, as the caller
-- named it, whether or not there is such a thing; so the event is the same
-- with no bid and with a hundred. Readers are the caller's own organisation,
-- unless it is a provider, and the council and the lead authority of the
-- referral; where none was named, the authorities that admitted the provider.
CREATE FUNCTION note_attempt(type text, subject uuid, referral uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    noted public.event;
BEGIN
    IF type !~ '^(opening[.]|bid[.]read_)refused[.][a-z_]+$' THEN
        RAISE EXCEPTION '% is no attempt', type
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO public.event (type, subject_id, referral_id, organisation_id,
        actor_id)
    VALUES (type, subject, referral, me_org(), me_self())
    RETURNING * INTO noted;
    INSERT INTO public.event_reader (organisation_id, xid, event_id)
    SELECT reader, noted.xid, noted.id
      FROM (SELECT me_org() AS reader WHERE me_role() <> 'provider'
            UNION
            SELECT unnest(ARRAY[r.council_id, r.lead_id])
              FROM public.referral r WHERE r.id = referral
            UNION
            SELECT a.lead_id FROM public.accreditation a
             WHERE referral IS NULL AND me_role() = 'provider'
               AND a.provider_id = me_org()) AS readers;
END $$;
GRANT EXECUTE ON FUNCTION note_attempt(text, uuid, uuid) TO app_staff, keeper;

------------------------------------------------------------- the keeper

-- It enters the session of whoever asks, as the service does, and sees of
-- bids what that session may be given: its own, or all of its council's
-- referral once the deadline has passed. Everything else it sees is needed to
-- judge that; nothing of it is about a person.
GRANT USAGE ON SCHEMA public TO keeper;
GRANT EXECUTE ON FUNCTION enter(uuid), me_org(), me_role(), me_self(),
    now_utc(), instant(timestamptz), utc_text(timestamptz), this_request(),
    event_digest(uuid, timestamptz, text, uuid, uuid, uuid, uuid, text, bytea)
    TO keeper;

GRANT SELECT (id, reference, council_id, lead_id, category_id, state,
    deadline, opened_at) ON referral TO keeper;
CREATE POLICY referral_kept ON referral FOR SELECT TO keeper USING (true);
GRANT SELECT (id, openers) ON category TO keeper;
CREATE POLICY category_kept ON category FOR SELECT TO keeper USING (true);
GRANT SELECT, UPDATE (wrapped) ON referral_key TO keeper;
CREATE POLICY referral_key_kept ON referral_key TO keeper USING (true);

GRANT SELECT ON opening_step TO keeper;
CREATE POLICY opening_step_kept ON opening_step FOR SELECT TO keeper
    USING (council_id = (SELECT me_org()));
GRANT SELECT (id, organisation_id) ON app_user TO keeper;
CREATE POLICY app_user_kept ON app_user FOR SELECT TO keeper
    USING (organisation_id = (SELECT me_org()));

GRANT SELECT ON bid, bid_version TO keeper;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['bid', 'bid_version'] LOOP
        EXECUTE format('CREATE POLICY %1$s_kept_own ON %1$s'
            ' FOR SELECT TO keeper'
            ' USING (provider_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''provider'')', t);
        EXECUTE format('CREATE POLICY %1$s_kept_all ON %1$s'
            ' FOR SELECT TO keeper'
            ' USING (council_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''council'''
            '        AND EXISTS (SELECT FROM referral r'
            '                     WHERE r.id = referral_id'
            '                       AND now_utc() >= r.deadline))', t);
    END LOOP;
END $$;

-- What it hands out it writes down first.
GRANT SELECT (id, xid, organisation_id),
    INSERT (type, subject_id, referral_id, organisation_id, actor_id)
    ON event TO keeper;
GRANT INSERT ON event_reader TO keeper;
CREATE POLICY event_kept ON event FOR SELECT TO keeper
    USING (organisation_id = (SELECT me_org()));
CREATE POLICY event_written_by_keeper ON event FOR INSERT TO keeper
    WITH CHECK (organisation_id = (SELECT me_org())
                AND actor_id = (SELECT me_self()));
CREATE POLICY event_reader_written_by_keeper ON event_reader
    FOR INSERT TO keeper WITH CHECK (xid = pg_current_xact_id());
