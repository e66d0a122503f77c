-- The facts of each opened bid as of now, and what the evaluators make of it.
--
-- $1 path.referral_id uuid
-- returns bid_id uuid, establishment_id uuid, name text, sealed_sha256 text,
--   reasons text, flags text (JSON arrays), price_pence bigint, needs_met int,
--   features_met int, miles100 int, core bigint (ten-thousandths), scores text
--   (a JSON array), consensus int
SELECT o.bid_id, o.establishment_id, home_name(o.establishment_id) AS name,
       v.sha256 AS sealed_sha256, to_json(s.reasons)::text AS reasons,
       to_json(o.flags)::text AS flags, o.price_pence, o.needs_met,
       o.features_met, (i.miles * 100)::integer AS miles100,
       (i.core_score * 10000)::bigint AS core,
       (SELECT coalesce(json_agg(e.score), '[]')::text FROM evaluation e
         WHERE e.bid_id = o.bid_id) AS scores,
       (SELECT k.score FROM consensus k WHERE k.bid_id = o.bid_id)
           AS consensus
  FROM bid_opened o
  JOIN bid_standing s ON s.bid_id = o.bid_id
  JOIN bid b ON b.id = o.bid_id
  JOIN bid_version v ON v.bid_id = b.id AND v.version = b.version
  JOIN invitation i ON i.referral_id = o.referral_id
                   AND i.establishment_id = o.establishment_id
 WHERE o.referral_id = $1
 ORDER BY o.establishment_id;
