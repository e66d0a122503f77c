-- An auditor of a lead authority reads the agreements of all its schemes,
-- newest first, by an index in that order, as their two parties have had.
CREATE INDEX placement_lead_idx
    ON placement (lead_id, created_at DESC, id DESC);
