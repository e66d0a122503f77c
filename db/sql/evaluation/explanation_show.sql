-- How a provider explains its low price.
--
-- $1 path.bid_id uuid
-- returns body text
SELECT json_build_object(
           'bid_id', x.bid_id,
           'text', personal('explanation.text', x.bid_id::text, x.text),
           'explained_at', utc_text(x.explained_at))::text AS body
  FROM explanation x WHERE x.bid_id = $1;
