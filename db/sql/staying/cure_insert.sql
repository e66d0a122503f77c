-- What a provider says of each failed point, due in ten working days.
--
-- $1 path.accreditation_id uuid, $2 body.points jsonb
INSERT INTO cure (accreditation_id, provider_id, lead_id, points,
    assess_due_on)
SELECT a.id, a.provider_id, a.lead_id, $2,
       grace_ends_on(london_day(), 10)
  FROM accreditation a WHERE a.id = $1;
