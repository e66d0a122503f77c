-- A council's own cap from now on; NULL: none any more.
--
-- $1 path.category_id uuid
-- $2 path.organisation_id uuid
-- $3 body.core_cap_pence bigint
-- $4 body.reason text
-- $5 caller.user uuid
-- $6 caller.client uuid
INSERT INTO council_cap (category_id, scheme_id, lead_id, organisation_id,
                         number, core_cap_pence, reason, set_by)
SELECT c.id, c.scheme_id, c.lead_id, $2,
       1 + (SELECT count(*) FROM council_cap k
             WHERE k.category_id = c.id AND k.organisation_id = $2),
       $3, $4, coalesce($5, $6)
  FROM category c
 WHERE c.id = $1;
