-- What people wrote about people is kept as ciphertext, and shown along the
-- ladder of disclosure: the invited see the anonymised portrait while they
-- are, the awarded provider sees what the council releases, and everybody
-- else's sight of the portrait ends with the award.
--
-- The key is in a file that the database does not know. A sealed text is
-- U+0001, the id of its key, a dot, and the ciphertext in base64url
-- (api/personal.c). docs/ACCESS.md lists the fields.

-------------------------------------------------------------- sealed texts

CREATE FUNCTION is_sealed(stored text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT stored LIKE E'\x01%'
$$;

-- A stored text as it goes into an answer: with its field and its row, by
-- which whoever has the key puts the text there. What was stored before there
-- were keys is shown as it is.
CREATE FUNCTION personal(field text, place text, stored text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN stored LIKE E'\x01%'
                THEN E'\x01' || field || ' ' || place || ' '
                     || substr(stored, 2)
                ELSE stored END
$$;

-- The same for a text that is JSON itself.
CREATE FUNCTION personal_json(field text, place text, stored text)
RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN stored LIKE E'\x01%'
                THEN to_json(personal(field, place, stored))
                ELSE stored::json END
$$;
GRANT EXECUTE ON FUNCTION is_sealed(text), personal(text, text, text),
    personal_json(text, text, text) TO app_staff;

--------------------------------------------------------------- the portrait

-- A table of its own, because fewer may see it than the referral it is of.
-- portrait: sealed {age_band, summary}. held: it seems to say who somebody is.
CREATE TABLE referral_portrait (
    referral_id uuid NOT NULL,
    council_id  uuid NOT NULL,
    lead_id     uuid NOT NULL,
    portrait    text NOT NULL,
    held        boolean NOT NULL,
    written_by  uuid NOT NULL,
    written_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT referral_portrait_pkey PRIMARY KEY (referral_id),
    -- A draft may go to another category, and so to another lead.
    CONSTRAINT referral_portrait_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id) ON UPDATE CASCADE
);
INSERT INTO referral_portrait (referral_id, council_id, lead_id, portrait,
    held, written_by, written_at)
SELECT id, council_id, lead_id, portrait::text, false, created_by, created_at
  FROM referral;
ALTER TABLE referral DROP COLUMN portrait;

-- Why a second officer lets stand what looks like an identifier. It is bound
-- to one text by that text's digest, which is sealed, too: in the open it
-- would let others try out guesses.
CREATE TABLE identifier_override (
    referral_id   uuid NOT NULL,
    council_id    uuid NOT NULL,
    lead_id       uuid NOT NULL,
    reason        text NOT NULL,
    sha256        text NOT NULL,
    overridden_by uuid NOT NULL DEFAULT me_self(),
    overridden_at timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT identifier_override_pkey PRIMARY KEY (referral_id),
    CONSTRAINT identifier_override_referral_fkey
        FOREIGN KEY (referral_id, council_id, lead_id)
        REFERENCES referral (id, council_id, lead_id) ON UPDATE CASCADE
);

-- Whether the caller is a provider on a rung of the ladder from which the
-- portrait is seen: invited while bids are asked for and judged, but not once
-- it has refused the award; after that as the one that was awarded.
CREATE FUNCTION portrait_is_open(referral uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.referral r
         WHERE r.id = referral
           AND EXISTS (SELECT FROM public.invitation i
                        WHERE i.referral_id = r.id
                          AND i.provider_id = public.me_org())
           AND CASE
               WHEN r.state IN ('open', 'opened', 'ranked') THEN NOT EXISTS (
                   SELECT FROM public.award w
                    WHERE w.referral_id = r.id AND w.fallen_at IS NOT NULL
                      AND w.provider_id = public.me_org())
               WHEN r.state = 'awarded' THEN EXISTS (
                   SELECT FROM public.award w
                    WHERE w.referral_id = r.id AND w.fallen_at IS NULL
                      AND w.provider_id = public.me_org())
               ELSE false END)
$$;
GRANT EXECUTE ON FUNCTION portrait_is_open(uuid) TO app_staff;

------------------------------------------------- what the winner is told

CREATE TABLE disclosure (
    placement_id uuid NOT NULL,
    provider_id  uuid NOT NULL,
    council_id   uuid NOT NULL,
    lead_id      uuid NOT NULL,
    text         text NOT NULL,
    released_by  uuid NOT NULL DEFAULT me_self(),
    released_at  timestamptz NOT NULL DEFAULT now_utc(),
    CONSTRAINT disclosure_pkey PRIMARY KEY (placement_id),
    CONSTRAINT disclosure_placement_fkey
        FOREIGN KEY (placement_id, provider_id, council_id, lead_id)
        REFERENCES placement (id, provider_id, council_id, lead_id)
);

--------------------------------------------- texts that are sealed as a whole

-- The children of an opened bid are figures for whoever ranks, and words of
-- the bidder about each: content.children has the figures, content.words is
-- all of it, sealed. As above, for bids that were opened before.
CREATE FUNCTION without_words(children jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_agg(
               CASE WHEN c.child ? 'variable' THEN c.child ||
                   jsonb_build_object('variable', (
                       SELECT coalesce(jsonb_agg(l.line - 'text'
                                                 ORDER BY l.n), '[]')
                         FROM jsonb_array_elements(c.child->'variable')
                              WITH ORDINALITY AS l (line, n)))
               ELSE c.child END ORDER BY c.n), '[]')
      FROM jsonb_array_elements(coalesce(children, '[]'))
           WITH ORDINALITY AS c (child, n)
$$;

-- Agreement and letters are put together when the bid is awarded and sealed
-- as they are sent; what they are sorted by stands beside them.
DROP VIEW placement_shown;
-- The figures of the lines of the price, to be added up without a key.
ALTER TABLE placement ADD COLUMN price_lines jsonb NOT NULL DEFAULT '[]';
UPDATE placement p SET price_lines = coalesce((
    SELECT jsonb_agg(l.line - 'variable' ORDER BY l.n)
      FROM jsonb_array_elements(p.terms::jsonb->'price_lines')
           WITH ORDINALITY AS l (line, n)), '[]');
ALTER TABLE placement ALTER COLUMN terms TYPE text USING terms::text;
ALTER TABLE letter ADD COLUMN rank integer;
UPDATE letter SET rank = (body->>'rank')::integer;
ALTER TABLE letter ALTER COLUMN body TYPE text USING body::text;
GRANT UPDATE (rank) ON letter TO app_staff;

------------------------------------------------------ as they are shown

-- As in 0005, but for the texts.
CREATE OR REPLACE VIEW opened_bid_shown WITH (security_invoker = true) AS
SELECT o.bid_id, o.referral_id,
       json_build_object(
           'id', o.bid_id,
           'bid_id', o.bid_id,
           'referral_id', o.referral_id,
           'establishment_id', o.establishment_id,
           'name', home_name(o.establishment_id),
           'provider', json_build_object('id', p.id, 'name', p.name),
           'price_pence', nullif(o.price_pence, 0), -- 0: unreadable
           'miles', o.miles,
           'needs_met', coalesce(o.content->'needs_met', '[]'),
           'features_met', coalesce(o.content->'features_met', '[]'),
           'statement', personal('bid_opened.statement', o.bid_id::text,
               o.content->>'statement'),
           'children', personal_json('bid_opened.words', o.bid_id::text,
               coalesce(o.content->>'words', o.content->>'children', '[]')),
           'available_from', o.content->'available_from',
           'received_at', utc_text(o.received_at),
           'sealed_sha256', o.sealed_sha256,
           'core_score', o.core_score,
           'rating', o.rating,
           'compliant', standing.reasons = '{}',
           'reasons', standing.reasons,
           'flags', o.flags,
           'explanation_due_at', utc_text(o.explanation_due_at),
           'explanation', CASE WHEN x.bid_id IS NOT NULL THEN
               json_build_object(
                   'text', personal('explanation.text', x.bid_id::text,
                       x.text),
                   'explained_at', utc_text(x.explained_at)) END,
           'disregarded', CASE WHEN d.bid_id IS NOT NULL THEN
               json_build_object(
                   'reason', personal('disregard.reason', d.bid_id::text,
                       d.reason),
                   'disregarded_at', utc_text(d.disregarded_at)) END,
           'evaluation', mine.shown,
           'evaluations', CASE WHEN open.yes THEN everybody.scores END,
           'consensus', CASE WHEN open.yes AND k.bid_id IS NOT NULL THEN
               json_build_object(
                   'score', k.score,
                   'reason', personal('consensus.reason', k.bid_id::text,
                       k.reason),
                   'agreed_by', officer(k.agreed_by),
                   'agreed_at', utc_text(k.agreed_at)) END,
           'outcome_score', coalesce(b.outcome_score,
               CASE WHEN open.yes THEN k.score END, mine.score)) AS body
  FROM bid_opened o
  JOIN referral r ON r.id = o.referral_id
  JOIN category c ON c.id = r.category_id
  JOIN organisation p ON p.id = o.provider_id
  LEFT JOIN explanation x ON x.bid_id = o.bid_id
  LEFT JOIN disregard d ON d.bid_id = o.bid_id
  LEFT JOIN consensus k ON k.bid_id = o.bid_id
  LEFT JOIN ranked_bid b ON b.bid_id = o.bid_id
 CROSS JOIN LATERAL (
       SELECT CASE WHEN r.state <> 'opened' THEN o.reasons
              ELSE reasons_now(o.reasons,
                       is_accredited(o.establishment_id, r.category_id),
                       d.bid_id IS NOT NULL) END AS reasons) AS standing
  LEFT JOIN LATERAL (
       SELECT e.score, json_build_object(
                  'score', e.score,
                  'reason', personal('evaluation.reason',
                      e.bid_id || '/' || e.evaluator_id, e.reason),
                  'evaluated_at', utc_text(e.evaluated_at)) AS shown
         FROM evaluation e
        WHERE e.bid_id = o.bid_id
          AND e.evaluator_id = (SELECT me_self())) AS mine ON true
 CROSS JOIN LATERAL (
       SELECT count(*) AS number,
              coalesce(json_agg(json_build_object(
                  'evaluator', officer(e.evaluator_id),
                  'score', e.score,
                  'reason', personal('evaluation.reason',
                      e.bid_id || '/' || e.evaluator_id, e.reason),
                  'evaluated_at', utc_text(e.evaluated_at))
                  ORDER BY e.evaluated_at, e.evaluator_id), '[]') AS scores
         FROM evaluation e WHERE e.bid_id = o.bid_id) AS everybody
 CROSS JOIN LATERAL (
       SELECT (SELECT me_role()) = 'auditor'
              OR ((SELECT me_role()) = 'council'
                  AND (mine.score IS NOT NULL
                       OR everybody.number >= c.evaluators)) AS yes) AS open;

CREATE OR REPLACE VIEW choice_shown WITH (security_invoker = true) AS
SELECT h.referral_id,
       json_build_object(
           'referral_id', h.referral_id,
           'bid_id', h.bid_id,
           'chosen_by', h.chosen_by,
           'reason', personal('choice.reason', h.referral_id::text,
               h.reason),
           'additional_cost', CASE WHEN h.additional_cost IS NOT NULL THEN
               json_build_object(
                   'pence', h.additional_cost->'pence',
                   'per', h.additional_cost->'per',
                   'payer', personal('choice.payer', h.referral_id::text,
                       h.additional_cost->>'payer'),
                   'agreed_on', h.additional_cost->'agreed_on',
                   'terms_accepted', h.additional_cost->'terms_accepted')
               END,
           'recorded_at', utc_text(h.recorded_at),
           'standing', h.budget_pence IS NOT DISTINCT FROM p.budget_pence
               AND NOT EXISTS (
                   SELECT FROM candidate b WHERE b.bid_id = h.bid_id
                      AND (b.refused OR NOT b.accredited)),
           'offered', o.offered) AS body
  FROM choice h
  JOIN referral_private p ON p.referral_id = h.referral_id
  JOIN offer_standing o ON o.referral_id = h.referral_id;

CREATE VIEW placement_shown WITH (security_invoker = true) AS
SELECT p.id, p.state, p.created_at,
       json_build_object(
           'id', p.id,
           'reference', p.reference,
           'state', p.state,
           'referral_id', p.referral_id,
           'award_id', p.award_id,
           'council', json_build_object('id', c.id, 'name', c.name),
           'provider', json_build_object('id', f.id, 'name', f.name),
           'establishment', json_build_object(
               'id', p.establishment_id,
               'name', home_name(p.establishment_id)),
           'price_pence', p.price_pence,
           'price_unit', p.price_unit,
           'terms', personal_json('placement.terms', p.award_id::text,
               p.terms),
           'signatures', coalesce((
               SELECT json_agg(json_build_object(
                          'party', s.party,
                          'name', s.name,
                          'position', s.position,
                          'signed_at', utc_text(s.signed_at))
                      ORDER BY s.party = 'council')
                 FROM placement_signature s
                WHERE s.placement_id = p.id), '[]'),
           'refusal_reason', personal('placement.refusal_reason', p.id::text,
               p.refusal_reason),
           'created_at', utc_text(p.created_at),
           'activated_at', utc_text(p.activated_at)) AS body
  FROM placement p
  JOIN organisation c ON c.id = p.council_id
  JOIN organisation f ON f.id = p.provider_id;
GRANT SELECT ON placement_shown TO app_staff;

---------------------------------------------------------------- policies

SELECT protect_tables();

GRANT SELECT, INSERT ON referral_portrait, identifier_override, disclosure
    TO app_staff;
GRANT UPDATE (portrait, held, written_by, written_at) ON referral_portrait
    TO app_staff;
GRANT DELETE ON identifier_override TO app_staff;
GRANT UPDATE (text, released_by, released_at) ON disclosure TO app_staff;
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['referral_portrait', 'identifier_override',
        'disclosure'] LOOP
        EXECUTE format('CREATE POLICY %1$s_placing ON %1$s TO app_staff'
            ' USING (council_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''council'')'
            ' WITH CHECK (council_id = (SELECT me_org())'
            '        AND (SELECT me_role()) = ''council'')', t);
        EXECUTE format('CREATE POLICY %1$s_audited ON %1$s FOR SELECT TO app_staff'
            ' USING ((SELECT i_audit())'
            '        AND (SELECT me_org()) IN (council_id, lead_id))', t);
    END LOOP;
END $$;
CREATE POLICY referral_portrait_invited ON referral_portrait
    FOR SELECT TO app_staff
    USING ((SELECT me_role()) = 'provider' AND portrait_is_open(referral_id));
CREATE POLICY disclosure_awarded ON disclosure FOR SELECT TO app_staff
    USING (provider_id = (SELECT me_org()) AND (SELECT me_role()) = 'provider'
           AND EXISTS (SELECT FROM placement p WHERE p.id = placement_id
                          AND p.state <> 'refused'));

-- Two people: whoever wrote the words does not let them pass, nor does a
-- machine.
CREATE POLICY identifier_override_by_another ON identifier_override
    AS RESTRICTIVE FOR INSERT TO app_staff
    WITH CHECK (overridden_by = (SELECT me_self())
                AND EXISTS (SELECT FROM app_user u
                             WHERE u.id = (SELECT me_self()))
                AND EXISTS (SELECT FROM referral_portrait t
                             WHERE t.referral_id
                                   = identifier_override.referral_id
                               AND t.written_by <> (SELECT me_self())));
CREATE POLICY referral_portrait_signed ON referral_portrait
    AS RESTRICTIVE FOR INSERT TO app_staff
    WITH CHECK (written_by = (SELECT me_self()));
CREATE POLICY referral_portrait_resigned ON referral_portrait
    AS RESTRICTIVE FOR UPDATE TO app_staff
    USING (true) WITH CHECK (written_by = (SELECT me_self()));

-- Who writes for a client never stores such a text in the open: forgetting to
-- seal one fails.
DO $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT * FROM (VALUES
        ('referral_portrait', 'is_sealed(portrait)'),
        ('identifier_override', 'is_sealed(reason) AND is_sealed(sha256)'),
        ('refusal', 'note = '''' OR is_sealed(note)'),
        ('bid_opened', 'content = ''{}'' OR (is_sealed(content->>''words'')'
                       ' AND is_sealed(coalesce(content->>''statement'','
                       ' E''\x01'')))'),
        ('evaluation', 'is_sealed(reason)'),
        ('consensus', 'is_sealed(reason)'),
        ('explanation', 'is_sealed(text)'),
        ('disregard', 'is_sealed(reason)'),
        ('choice', 'is_sealed(reason) AND is_sealed(coalesce('
                   'additional_cost->>''payer'', E''\x01''))'),
        ('budget_change', 'is_sealed(reason)'),
        ('award', 'is_sealed(reason)'),
        ('letter', 'is_sealed(body)'),
        ('placement', 'is_sealed(terms)'
                      ' AND is_sealed(coalesce(refusal_reason, E''\x01''))'),
        ('disclosure', 'is_sealed(text)'),
        ('referral', 'is_sealed(coalesce(ended_reason, E''\x01''))'))
        AS v (tab, sealed)
    LOOP
        EXECUTE format('CREATE POLICY %1$s_sealed_new ON %1$I AS RESTRICTIVE'
            ' FOR INSERT TO app_staff WITH CHECK (%2$s)', p.tab, p.sealed);
        EXECUTE format('CREATE POLICY %1$s_sealed_kept ON %1$I AS RESTRICTIVE'
            ' FOR UPDATE TO app_staff USING (true) WITH CHECK (%2$s)', p.tab,
            p.sealed);
    END LOOP;
END $$;

------------------------------------------------------ sealing them anew

-- Every place of a sealed text: its field, the column, what tells its row,
-- and how it is replaced by $2.
CREATE FUNCTION personal_places() RETURNS TABLE (field text, tab text,
    stored text, place text, change text)
LANGUAGE sql IMMUTABLE AS $$
    VALUES
    ('referral.portrait', 'referral_portrait', 'portrait',
     'referral_id', 'portrait = $2'),
    ('referral.ended_reason', 'referral', 'ended_reason', 'id',
     'ended_reason = $2'),
    ('identifier_override.reason', 'identifier_override', 'reason',
     'referral_id', 'reason = $2'),
    ('identifier_override.sha256', 'identifier_override', 'sha256',
     'referral_id', 'sha256 = $2'),
    ('refusal.note', 'refusal', 'note',
     'referral_id || ''/'' || establishment_id', 'note = $2'),
    ('bid_opened.statement', 'bid_opened', 'content->>''statement''', 'bid_id',
     'content = jsonb_set(content, ''{statement}'', to_jsonb($2))'),
    ('bid_opened.words', 'bid_opened',
     'coalesce(content->>''words'', content->>''children'')', 'bid_id',
     'content = content || jsonb_build_object(''words'', $2,'
     ' ''children'', without_words(content->''children''))'),
    ('evaluation.reason', 'evaluation', 'reason',
     'bid_id || ''/'' || evaluator_id', 'reason = $2'),
    ('consensus.reason', 'consensus', 'reason', 'bid_id', 'reason = $2'),
    ('explanation.text', 'explanation', 'text', 'bid_id', 'text = $2'),
    ('disregard.reason', 'disregard', 'reason', 'bid_id', 'reason = $2'),
    ('choice.reason', 'choice', 'reason', 'referral_id', 'reason = $2'),
    ('choice.payer', 'choice', 'additional_cost->>''payer''', 'referral_id',
     'additional_cost = jsonb_set(additional_cost, ''{payer}'', to_jsonb($2))'),
    ('budget_change.reason', 'budget_change', 'reason',
     'referral_id || ''/'' || budget_pence', 'reason = $2'),
    ('award.reason', 'award', 'reason', 'bid_id', 'reason = $2'),
    ('letter.body', 'letter', 'body', 'bid_id', 'body = $2'),
    ('placement.terms', 'placement', 'terms', 'award_id', 'terms = $2'),
    ('placement.refusal_reason', 'placement', 'refusal_reason', 'id',
     'refusal_reason = $2'),
    ('disclosure.text', 'disclosure', 'text', 'placement_id', 'text = $2')
$$;

-- Texts that are not sealed under the key of that id, at most so many; locked,
-- so that at_row leads back to them in the same transaction.
CREATE FUNCTION personal_stale(key_id text, most integer)
RETURNS TABLE (field text, place text, stored text, at_row tid)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT * FROM personal_places() LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %1$L::text, (%2$s)::text, %3$s, ctid FROM %4$I'
            ' WHERE %3$s <> '''' AND %3$s NOT LIKE $1 LIMIT $2 FOR UPDATE',
            p.field, p.place, p.stored, p.tab)
            USING E'\x01' || key_id || '.%', most;
    END LOOP;
END $$;

CREATE FUNCTION personal_replace(at_field text, at_row tid, sealed text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p record;
BEGIN
    SELECT * INTO p FROM personal_places() WHERE field = at_field;
    EXECUTE format('UPDATE %I SET %s WHERE ctid = $1', p.tab, p.change)
        USING at_row, sealed;
END $$;
