-- Portals: an expression of interest becomes an invitation to register.
--
-- Whoever holds the token registers with it, once and in time; the token is
-- so random that a plain digest protects it, and only the digest is kept.

ALTER TABLE expression_of_interest
    ADD COLUMN reference text, -- the portal's own
    ADD COLUMN state text NOT NULL DEFAULT 'received'
        CONSTRAINT expression_of_interest_state CHECK (state IN
        ('received', 'invited', 'registered')), -- vocabulary: interest_state but expired
    ADD COLUMN token_sha256 text,
    ADD COLUMN invited_at timestamptz,
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN provider_id uuid,
    ADD COLUMN registered_at timestamptz,
    ADD CONSTRAINT expression_of_interest_reference_key
        UNIQUE (portal_id, reference),
    ADD CONSTRAINT expression_of_interest_token_key UNIQUE (token_sha256),
    ADD CONSTRAINT expression_of_interest_provider_fkey
        FOREIGN KEY (provider_id) REFERENCES organisation (id);
CREATE INDEX expression_of_interest_provider_idx
    ON expression_of_interest (provider_id, created_at DESC, id DESC);

-- Who registered sees what it came from.
ALTER POLICY expression_seen ON expression_of_interest
    USING (portal_id = (SELECT me_org())
           OR provider_id = (SELECT me_org())
           OR (lead_id = (SELECT me_org()) AND (SELECT me_role()) = 'lead'));
GRANT UPDATE (state, token_sha256, invited_at, expires_at)
    ON expression_of_interest TO app_staff;
CREATE POLICY expression_invited ON expression_of_interest FOR UPDATE
    TO app_staff
    USING (state <> 'registered'
           AND ((portal_id = (SELECT me_org())
                 AND (SELECT me_role()) = 'portal')
                OR (lead_id = (SELECT me_org())
                    AND (SELECT me_role()) = 'lead')))
    WITH CHECK (state = 'invited');

CREATE OR REPLACE VIEW expression_shown WITH (security_invoker = true) AS
SELECT x.id, x.scheme_id, x.created_at,
       json_build_object(
           'id', x.id,
           'reference', x.reference,
           'scheme_id', x.scheme_id,
           'supplier', json_build_object(
               'name', x.supplier_name,
               'company_number', x.company_number,
               'contact_email', x.contact_email),
           'state', CASE WHEN x.state = 'invited' AND now.at >= x.expires_at
                         THEN 'expired' ELSE x.state END,
           'invited_at', utc_text(x.invited_at),
           'expires_at', utc_text(x.expires_at),
           'provider_id', x.provider_id,
           'registered_at', utc_text(x.registered_at),
           'created_at', utc_text(x.created_at)) AS body,
       x.portal_id, x.reference
  FROM expression_of_interest x
 CROSS JOIN (SELECT now_utc() AS at) AS now;

-- The invitation that a token opens, for nobody: whoever registers has no
-- session yet. Of two with one token the second waits here for the first.
CREATE FUNCTION registration_find(digest text)
RETURNS TABLE (state text, expires bigint, now bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN QUERY
        SELECT x.state, public.instant(x.expires_at),
               public.instant(public.now_utc())
          FROM public.expression_of_interest x
         WHERE x.token_sha256 = digest
           FOR UPDATE;
END $$;

-- The provider that has just registered with it, told to portal and lead.
CREATE FUNCTION registration_bind(digest text, provider uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    x public.expression_of_interest;
    happening bigint;
BEGIN
    UPDATE public.expression_of_interest
       SET state = 'registered', provider_id = provider,
           registered_at = public.now_utc()
     WHERE token_sha256 = digest AND state = 'invited'
       AND expires_at > public.now_utc()
    RETURNING * INTO STRICT x;
    INSERT INTO public.event (type, subject_id, organisation_id)
    VALUES ('expression_of_interest.registered', x.id, provider)
    RETURNING id INTO happening;
    INSERT INTO public.event_reader (organisation_id, event_id)
    VALUES (x.lead_id, happening), (x.portal_id, happening),
           (provider, happening);
END $$;
GRANT EXECUTE ON FUNCTION registration_find(text),
    registration_bind(text, uuid) TO app_staff, app_public;
