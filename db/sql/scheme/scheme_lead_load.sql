-- A scheme for its lead, as of now; no row for anybody else.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- returns state text, regime text, councils bigint, categories bigint,
--         audience text (the councils, for events), everyone text (and the
--         providers that have applied), today text, now bigint,
--         opened_at text, published_at text,
--         terms text (JSON: what can be changed), valid_from text,
--         valid_to text, extends_to text, has_referrals boolean,
--         waiting bigint (applications of the initial round),
--         initial_ahead boolean (its deadline is), pause_id text (of the one
--         not over yet), pause_from text, pause_until text
SELECT scheme_state_now(s.id, s.state, s.valid_to) AS state, s.regime,
       (SELECT count(*) FROM scheme_council c WHERE c.scheme_id = s.id)
           AS councils,
       (SELECT count(*) FROM category c WHERE c.scheme_id = s.id)
           AS categories,
       (SELECT string_agg(c.organisation_id::text, ',')
          FROM scheme_council c WHERE c.scheme_id = s.id) AS audience,
       (SELECT string_agg(x.id::text, ',')
          FROM (SELECT c.organisation_id AS id FROM scheme_council c
                 WHERE c.scheme_id = s.id
                 UNION
                SELECT a.provider_id FROM application a
                 WHERE a.scheme_id = s.id AND a.state <> 'draft') AS x)
           AS everyone,
       london_day()::text AS today, instant(now_utc()) AS now,
       utc_text(s.opened_at) AS opened_at,
       utc_text(s.published_at) AS published_at,
       json_build_object(
           'name', s.name, 'reference', s.reference, 'regime', s.regime,
           'description', s.description, 'valid_from', s.valid_from,
           'valid_to', s.valid_to, 'extends_to', s.extends_to,
           'variations', s.variations, 'fee', s.fee)::text AS terms,
       s.valid_from::text, s.valid_to::text, s.extends_to::text,
       scheme_has_referrals(s.id) AS has_referrals,
       initial_round_waits(s.id) AS waiting,
       EXISTS (SELECT FROM tranche t
                WHERE t.scheme_id = s.id AND t.initial
                  AND t.deadline > now_utc()) AS initial_ahead,
       p.id::text AS pause_id, p.from_on::text AS pause_from,
       p.until_on::text AS pause_until
  FROM scheme s
  LEFT JOIN LATERAL (
       SELECT p.id, p.from_on, p.until_on FROM scheme_pause p
        WHERE p.scheme_id = s.id AND p.resumed_on IS NULL
          AND p.until_on > london_day()
        ORDER BY p.from_on LIMIT 1) AS p ON true
 WHERE s.id = $1 AND s.lead_id = $2;
