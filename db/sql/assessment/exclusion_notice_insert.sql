-- By when the Minister is told of an exclusion; once for an entry.
--
-- $1 path.entry_id uuid
-- $2 arg.grounds jsonb
-- $3 arg.due_on date
INSERT INTO exclusion_notice (entry_id, lead_id, scheme_id, grounds, due_on)
SELECT e.id, e.lead_id, e.scheme_id, $2, $3 FROM entry e WHERE e.id = $1
ON CONFLICT (entry_id) DO NOTHING;
