-- An endpoint of the caller's organisation; NULL if it has as many as it may.
--
-- $1 arg.id uuid
-- $2 body.url text
-- $3 body.event_types json
-- $4 body.description text
-- $5 arg.sealed_hex text
-- $6 arg.most int
-- returns id uuid
SELECT webhook_endpoint_add($1, $2,
           ARRAY(SELECT json_array_elements_text($3)), coalesce($4, ''),
           decode($5, 'hex'), $6) AS id;
