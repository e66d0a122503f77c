-- Signed after the application was sent in.
--
-- $1 path.application_id uuid
-- $2 arg.agreement jsonb
-- $3 body.signatory jsonb (of this, not of the application)
SELECT agreement_sign($1, $2 || jsonb_build_object('signatory', $3));
