-- The application that somebody wants to declare a conflict in, or none: it is
-- open to the lead's own people and to those who were asked to score in it.
--
-- $1 path.application_id uuid
-- returns lead_id text, conflicted boolean (they have declared one)
SELECT d.lead_id::text, is_conflicted($1, (SELECT me_self())) AS conflicted
  FROM declarable($1) AS d;
