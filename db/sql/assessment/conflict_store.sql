-- The caller's declaration; none that was, may become one.
--
-- $1 path.application_id uuid
-- $2 arg.lead_id uuid
-- $3 body.conflicted boolean
-- $4 body.nature text
INSERT INTO conflict_declaration (application_id, person_id, organisation_id,
    lead_id, conflicted, nature)
VALUES ($1, me_self(), me_org(), $2, $3, $4)
ON CONFLICT (application_id, person_id) DO UPDATE
   SET conflicted = excluded.conflicted, nature = excluded.nature,
       declared_at = excluded.declared_at;
