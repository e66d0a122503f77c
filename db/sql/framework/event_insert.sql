-- One event, in the transaction of the change it tells, and who may read it:
-- the organisations named, and always the one that acted.
-- role: staff keeper
--
-- $1 arg.type text
-- $2 arg.subject_id uuid
-- $3 arg.referral_id uuid (or NULL)
-- $4 arg.audience text (ids with commas between them, or NULL)
WITH e AS (
    INSERT INTO event (type, subject_id, referral_id, organisation_id, actor_id)
    VALUES ($1, $2, $3, (SELECT me_org()), (SELECT me_self()))
    RETURNING id, xid)
INSERT INTO event_reader (organisation_id, xid, event_id)
SELECT DISTINCT reader, e.xid, e.id
  FROM e, unnest(string_to_array(coalesce($4, ''), ',')::uuid[]
                 || (SELECT me_org())) AS reader
 WHERE reader IS NOT NULL;
