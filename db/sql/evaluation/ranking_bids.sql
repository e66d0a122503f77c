-- The facts of each opened bid as of now, and what the evaluators make of it.
--
-- $1 path.referral_id uuid
-- returns bid_id uuid, establishment_id uuid, name text, sealed_sha256 text,
--   reasons text, flags text (JSON arrays), price_pence bigint, needs_met int,
--   features_met int, miles100 int, core bigint (ten-thousandths), scores text
--   (a JSON array), consensus int
SELECT o.bid_id, o.establishment_id, home_name(o.establishment_id) AS name,
       o.sealed_sha256,
       to_json(reasons_now(o.reasons,
           is_accredited_in(o.establishment_id, r.category_id || r.also_in),
           EXISTS (SELECT FROM disregard d WHERE d.bid_id = o.bid_id)))::text
           AS reasons,
       to_json(o.flags)::text AS flags, o.price_pence, o.needs_met,
       o.features_met, (o.miles * 100)::integer AS miles100,
       (o.core_score * 10000)::bigint AS core,
       (SELECT coalesce(json_agg(e.score), '[]')::text FROM evaluation e
         WHERE e.bid_id = o.bid_id) AS scores,
       (SELECT k.score FROM consensus k WHERE k.bid_id = o.bid_id)
           AS consensus
  FROM referral r
  JOIN bid_opened o ON o.referral_id = r.id
 WHERE r.id = $1
 ORDER BY o.establishment_id;
