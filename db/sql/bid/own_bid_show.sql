-- A provider's own bid of one home, while it stands: its receipt and, once it
-- is opened, its content. While it is sealed, price and content are null here
-- and come from the keeper; the ETag is of `body` as it stands here.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- returns body text, sealed boolean
SELECT json_build_object(
           'id', b.id, 'referral_id', b.referral_id,
           'establishment_id', b.establishment_id, 'version', b.version,
           'state', CASE WHEN r.opened_at IS NULL
                         THEN 'sealed' ELSE 'opened' END,
           'price_pence', nullif(o.price_pence, 0), -- 0: unreadable
           'receipt', json_build_object('sha256', v.sha256,
               'received_at', utc_text(v.received_at),
               'signature', v.signature),
           'explanation_due_at', utc_text(o.explanation_due_at),
           'bid', CASE WHEN o.content <> '{}' THEN json_build_object(
               'children', personal_json('bid_opened.words', b.id::text,
                   coalesce(o.content->>'words', o.content->>'children')),
               'needs_met', o.content->'needs_met',
               'features_met', o.content->'features_met',
               'statement', personal('bid_opened.statement', b.id::text,
                   o.content->>'statement'),
               'available_from', o.content->'available_from') END)::text
           AS body,
       r.opened_at IS NULL AS sealed
  FROM bid b
  JOIN bid_version v ON v.bid_id = b.id AND v.version = b.version
  JOIN referral r ON r.id = b.referral_id
  LEFT JOIN bid_opened o ON o.bid_id = b.id
 WHERE b.referral_id = $1 AND b.establishment_id = $2
   AND b.provider_id = (SELECT me_org()) AND b.withdrawn_at IS NULL;
