-- Reasons come first (PA23 s.37(4)); its provider has ten working days.
--
-- $1 path.accreditation_id uuid, $2 body.ground text, $3 body.reason text
-- $4 arg.provision text
INSERT INTO removal_notice (accreditation_id, provider_id, lead_id, ground,
    reason, provision, representations_until)
SELECT a.id, a.provider_id, a.lead_id, $2, $3, $4,
       grace_ends_on(london_day(), 10)
  FROM accreditation a WHERE a.id = $1;
