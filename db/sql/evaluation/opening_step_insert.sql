-- One of the officers who ask for the opening; who is known already stays.
--
-- $1 path.referral_id uuid
INSERT INTO opening_step (referral_id, council_id, lead_id, opener_id)
SELECT r.id, r.council_id, r.lead_id, me_self()
  FROM referral r WHERE r.id = $1
ON CONFLICT (referral_id, opener_id) DO NOTHING;
