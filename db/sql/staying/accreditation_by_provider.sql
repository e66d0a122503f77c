-- What a provider may make of its own accreditation; not its own: false.
--
-- $1 arg.id uuid, $2 arg.state text, $3 body.reason text (or NULL)
-- returns done boolean
SELECT accreditation_by_provider($1, $2, $3) AS done;
