-- One expression of interest: its portal's and the scheme's lead's.
--
-- $1 path.expression_id uuid
-- returns body text
SELECT body::text FROM expression_shown WHERE id = $1;
