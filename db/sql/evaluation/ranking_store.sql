-- Locks the ranking: the document byte for byte, its digest, and the same by
-- bid. row_to_json() keeps the order of members, adds no spaces, and prints
-- numeric(7,4) with its four decimals; compact, it is what other programs
-- print too. jsonb does add spaces; codes and numbers have none to lose.
--
-- facts is what fairlot score check needs besides; a bid that could not be
-- read has no children.
--
-- $1 path.referral_id uuid
-- $2 arg.bids json (in rank order; points are ten-thousandths)
-- $3 arg.lowest_price_pence bigint (NULL: no bid is compliant)
-- $4 arg.offered json
-- $5 arg.needs_total int
-- $6 arg.features_total int
WITH scored AS (
    SELECT b.n, b.bid_id, b.rank IS NOT NULL AS compliant, b.rank,
           b.outcome_score, b.tie_break, b.reasons, b.flags,
           (b.price / 10000)::numeric(7,4) AS price,
           (b.outcomes / 10000)::numeric(7,4) AS outcomes,
           (b.needs / 10000)::numeric(7,4) AS needs,
           (b.features / 10000)::numeric(7,4) AS features,
           (b.location / 10000)::numeric(7,4) AS location,
           (b.core / 10000)::numeric(7,4) AS core,
           (b.quality / 10000)::numeric(7,4) AS quality,
           (b.total / 10000)::numeric(7,4) AS total,
           (b.gap / 10000)::numeric(7,4) AS gap
      FROM ROWS FROM (json_to_recordset($2) AS (
               bid_id uuid, rank integer, outcome_score integer,
               tie_break text, reasons text[], flags text[], price numeric,
               outcomes numeric, needs numeric, features numeric,
               location numeric, core numeric, quality numeric,
               total numeric, gap numeric)) WITH ORDINALITY AS b (
           bid_id, rank, outcome_score, tie_break, reasons, flags, price,
           outcomes, needs, features, location, core, quality, total, gap, n)),
criteria AS (
    SELECT r.id, r.council_id, r.lead_id, r.weights AS w, c.miles_per_mark,
           r.choice_mode, now_utc() AS locked_at, r.children, c.evaluators,
           p.budget_pence
      FROM referral r
      JOIN referral_private p ON p.referral_id = r.id
      JOIN category c ON c.id = r.category_id
     WHERE r.id = $1),
line AS (
    SELECT s.n, row_to_json(b) AS bid
      FROM scored s
      JOIN bid_opened o ON o.bid_id = s.bid_id
     CROSS JOIN LATERAL (
           SELECT s.bid_id, o.establishment_id,
                  home_name(o.establishment_id) AS name, s.compliant,
                  s.reasons, nullif(o.price_pence, 0) AS price_pence, o.miles,
                  o.core_score, s.outcome_score, o.needs_met,
                  $5::integer AS needs_total, o.features_met,
                  $6::integer AS features_total, o.sealed_sha256,
                  CASE WHEN s.compliant THEN by_criterion(s.price, s.outcomes,
                      s.needs, s.features, s.location, s.core) END AS scores,
                  s.quality, s.total, s.rank, s.gap, s.tie_break, s.flags)
           AS b),
fact AS (
    SELECT s.n, row_to_json(b) AS bid
      FROM scored s
      JOIN bid_opened o ON o.bid_id = s.bid_id
      JOIN invitation i ON i.referral_id = o.referral_id
                       AND i.establishment_id = o.establishment_id
     CROSS JOIN LATERAL (
           SELECT row_to_json(f) AS accredited
             FROM (SELECT replace(i.core_pence::text, ' ', '')::json
                              AS core_pence,
                          replace(i.discounts::text, ' ', '')::json
                              AS discounts) AS f) AS entry
     CROSS JOIN LATERAL (
           SELECT coalesce(array_to_json(array_agg(c.part ORDER BY c.n)), '[]')
                      AS children
             FROM (SELECT row_to_json(p) AS part, sent.n
                     FROM jsonb_array_elements(
                              coalesce(o.content->'children', '[]'))
                          WITH ORDINALITY AS sent (child, n)
                    CROSS JOIN LATERAL (
                          SELECT replace(coalesce(sent.child->'core_pence',
                                     '{}')::text, ' ', '')::json AS core_pence,
                                 (SELECT coalesce(array_to_json(array_agg(
                                             row_to_json(a) ORDER BY l.n)),
                                             '[]')
                                    FROM jsonb_array_elements(coalesce(
                                             sent.child->'variable', '[]'))
                                         WITH ORDINALITY AS l (line, n)
                                   CROSS JOIN LATERAL (
                                         SELECT l.line->'amount_pence'
                                                    AS amount_pence) AS a)
                                     AS variable) AS p) AS c) AS sent
     CROSS JOIN LATERAL (
           SELECT s.bid_id, o.reasons AS opened_reasons, sent.children,
                  entry.accredited,
                  (SELECT coalesce(array_to_json(
                              array_agg(e.score ORDER BY e.score)), '[]')
                     FROM evaluation e WHERE e.bid_id = s.bid_id)
                      AS evaluations,
                  (SELECT k.score FROM consensus k
                    WHERE k.bid_id = s.bid_id) AS consensus) AS b),
facts AS (
    SELECT row_to_json(f) AS facts
      FROM (SELECT 1 AS rules, c.children, c.evaluators, c.budget_pence,
                   (SELECT coalesce(array_to_json(
                               array_agg(t.bid ORDER BY t.n)), '[]')
                      FROM fact t) AS bids
              FROM criteria c) AS f),
document AS (
    SELECT c.*, row_to_json(d)::text AS text
      FROM criteria c
     CROSS JOIN facts
     CROSS JOIN LATERAL (
           SELECT c.id AS referral_id, utc_text(c.locked_at) AS locked_at,
                  by_criterion(c.w->'price', c.w->'outcomes', c.w->'needs',
                      c.w->'features', c.w->'location', c.w->'core')
                      AS weights,
                  c.miles_per_mark, $3::bigint AS lowest_price_pence,
                  (SELECT coalesce(array_to_json(array_agg(l.bid ORDER BY l.n)),
                                   '[]') FROM line l) AS bids,
                  (SELECT row_to_json(o)
                     FROM (SELECT c.choice_mode AS mode, $4::json AS offered)
                          AS o) AS choice,
                  facts.facts) AS d),
locked AS (
    INSERT INTO ranking (referral_id, council_id, lead_id, document, sha256,
        locked_at)
    SELECT id, council_id, lead_id, text,
           encode(sha256(convert_to(text, 'UTF8')), 'hex'), locked_at
      FROM document),
noted AS (
    UPDATE bid_opened o SET reasons = s.reasons
      FROM scored s
     WHERE s.bid_id = o.bid_id AND o.reasons <> s.reasons)
INSERT INTO ranked_bid (referral_id, bid_id, council_id, lead_id, compliant,
    rank, price_pence, outcome_score, price, outcomes, needs, features,
    location, core, quality, total, gap)
SELECT o.referral_id, o.bid_id, o.council_id, o.lead_id, s.compliant, s.rank,
       o.price_pence, s.outcome_score, s.price, s.outcomes, s.needs,
       s.features, s.location, s.core, s.quality, s.total, s.gap
  FROM scored s
  JOIN bid_opened o ON o.bid_id = s.bid_id;
