-- Somebody is asked to score an entry, for a group or for nobody but themselves.
--
-- $1 path.entry_id uuid
-- $2 path.user_id uuid
-- $3 arg.organisation_id uuid
-- $4 body.speaks_for text
INSERT INTO entry_scorer (entry_id, scorer_id, application_id, lead_id,
    provider_id, organisation_id, speaks_for, assigned_by)
SELECT e.id, $2, e.application_id, e.lead_id, e.provider_id, $3, $4, me_self()
  FROM entry e WHERE e.id = $1
ON CONFLICT (entry_id, scorer_id) DO UPDATE
   SET speaks_for = excluded.speaks_for;
