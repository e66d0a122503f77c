-- An accreditation for its lead; no row for anybody else. After
-- accreditation_settle, so that nothing has come due that is not stored.
--
-- $1 path.accreditation_id uuid
-- $2 caller.organisation uuid
-- returns state text, lapsed text (what would end it again at once, or NULL),
--         audience text (whom a change is told)
SELECT a.state,
       CASE WHEN a.lapses_at <= now_utc() THEN a.lapse_ground END AS lapsed,
       array_to_string(accreditation_audience(a.id), ',') AS audience
  FROM accreditation a
 WHERE a.id = $1 AND a.lead_id = $2;
