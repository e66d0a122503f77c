-- One head at what was granted, from a day on; all others stay as they are
-- (R142).
--
-- $1 path.uplift_id uuid
-- $2 arg.pence bigint
-- $3 arg.effective_on date
INSERT INTO price_change (accreditation_id, provider_id, scheme_id, lead_id,
    number, head, pence, effective_on, uplift_id)
SELECT u.accreditation_id, u.provider_id, u.scheme_id, u.lead_id,
       1 + (SELECT count(*) FROM price_change p
             WHERE p.accreditation_id = u.accreditation_id),
       u.head, $2, $3, u.id
  FROM uplift u
 WHERE u.id = $1;
