-- A scheme to import into, and now by the clock of the rules; no row but for
-- its lead.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- returns scheme_state text, regime text, valid_from text, valid_to text,
--         now bigint
SELECT state AS scheme_state, regime, valid_from::text, valid_to::text,
       instant(now_utc()) AS now
  FROM scheme
 WHERE id = $1 AND lead_id = $2;
