-- A provider's own bid of one home, while it stands: its receipt and, in
-- `body`, its content too. What is shown is read from exactly the bytes that
-- were signed; where they no longer match their digest, it is null.
--
-- $1 path.referral_id uuid, $2 path.establishment_id uuid
-- returns body text, receipt text
SELECT json_build_object(
           'id', b.id, 'referral_id', b.referral_id,
           'establishment_id', b.establishment_id, 'version', b.version,
           'state', CASE WHEN r.opened_at IS NULL
                         THEN 'sealed' ELSE 'opened' END,
           'price_pence', s.content -> 'price_pence',
           'receipt', s.receipt,
           'explanation_due_at', utc_text(o.explanation_due_at),
           'bid', s.content -> 'bid')::text AS body,
       json_build_object(
           'id', b.id, 'referral_id', b.referral_id,
           'establishment_id', b.establishment_id, 'version', b.version,
           'state', 'sealed', 'price_pence', s.content -> 'price_pence',
           'receipt', s.receipt)::text AS receipt
  FROM bid b
  JOIN bid_version v ON v.bid_id = b.id AND v.version = b.version
  JOIN referral r ON r.id = b.referral_id
  LEFT JOIN bid_opened o ON o.bid_id = b.id
 CROSS JOIN LATERAL (
       SELECT CASE WHEN v.sha256 =
                       encode(sha256(convert_to(v.sealed, 'UTF8')), 'hex')
                   THEN v.sealed::json END AS content,
              json_build_object('sha256', v.sha256,
                  'received_at', utc_text(v.received_at),
                  'signature', v.signature) AS receipt) s
 WHERE b.referral_id = $1 AND b.establishment_id = $2
   AND b.provider_id = (SELECT me_org()) AND b.withdrawn_at IS NULL;
