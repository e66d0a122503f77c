-- Another role for a person, or an end to being let in, by an operator: whom
-- no officer may change, auditors above all. Open sessions follow at once, and
-- the event is one that the person's organisation reads. No row if there is no
-- such person, or the role is none for that kind of organisation.
-- role: owner
-- $1 arg.email text
-- $2 arg.role text (or NULL: as it is)
-- $3 arg.disabled boolean (or NULL: as it is)
-- returns body text
WITH person AS (
    UPDATE app_user u
       SET role = coalesce($2, u.role),
           disabled_at = CASE $3::boolean
               WHEN true THEN coalesce(u.disabled_at, now_utc())
               WHEN false THEN NULL
               ELSE u.disabled_at END
      FROM organisation o
     WHERE lower(u.email) = lower($1) AND o.id = u.organisation_id
       AND o.kind = CASE WHEN coalesce($2, u.role) IN ('provider', 'portal')
                         THEN coalesce($2, u.role) ELSE 'authority' END
    RETURNING u.id, u.organisation_id, u.role, u.email, u.name,
              u.disabled_at IS NOT NULL AS disabled
), followed AS (
    UPDATE session s
       SET role = p.role,
           ended_at = CASE WHEN p.disabled THEN clock_timestamp() END
      FROM person p
     WHERE s.user_id = p.id AND s.ended_at IS NULL
), told AS (
    INSERT INTO event (type, subject_id)
    SELECT 'user.changed', id FROM person
    RETURNING id, xid
), reader AS (
    INSERT INTO event_reader (organisation_id, xid, event_id)
    SELECT p.organisation_id, t.xid, t.id FROM person p, told t
)
SELECT json_build_object('id', id, 'organisation_id', organisation_id,
           'role', role, 'email', email, 'name', name,
           'disabled', disabled)::text AS body
  FROM person;
