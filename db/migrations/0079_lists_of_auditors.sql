-- Two more lists that an auditor reads whole go by an index in their order,
-- instead of sorting all that there is: what happened in referrals, and homes.
CREATE INDEX event_of_referrals_idx ON event (xid, id)
    WHERE referral_id IS NOT NULL;
CREATE INDEX establishment_created_idx
    ON establishment (created_at DESC, id DESC);
