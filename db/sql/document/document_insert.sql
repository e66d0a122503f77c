-- A document of the caller's, whose content is to come.
--
-- $1 body jsonb (DocumentNew)
-- returns id uuid
INSERT INTO document (establishment_id, kind, title, issued_on, expires_on,
    cover_pence, replaces_id)
SELECT b.establishment_id, b.kind, b.title, b.issued_on, b.expires_on,
       b.cover_pence, b.replaces_id
  FROM jsonb_to_record($1) AS b (establishment_id uuid, kind text, title text,
           issued_on date, expires_on date, cover_pence bigint,
           replaces_id uuid)
RETURNING id;
