-- What the caller gives each statement of an entry, or a correction.
--
-- $1 path.entry_id uuid
-- $2 arg.lead_id uuid
-- $3 arg.provider_id uuid
-- $4 body.statements jsonb
INSERT INTO entry_score (entry_id, scorer_id, lead_id, provider_id,
    statements)
VALUES ($1, me_self(), $2, $3, $4)
ON CONFLICT (entry_id, scorer_id) DO UPDATE
   SET statements = excluded.statements, scored_at = excluded.scored_at;
