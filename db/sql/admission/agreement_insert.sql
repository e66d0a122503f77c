-- The next version of a scheme's agreement.
--
-- $1 path.scheme_id uuid
-- $2 caller.organisation uuid
-- $3 body.title text
-- $4 body.content text
-- $5 arg.sha256 text
-- returns id uuid
INSERT INTO scheme_agreement (scheme_id, lead_id, version, title, content,
    sha256)
SELECT $1, $2, coalesce(max(g.version), 0) + 1, $3, $4, $5
  FROM scheme_agreement g WHERE g.scheme_id = $1
RETURNING id;
