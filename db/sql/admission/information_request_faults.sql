-- Each entry that an item of a request names and the application lacks.
--
-- $1 path.application_id uuid
-- $2 body.items jsonb
-- returns place bigint (from 0)
SELECT i.n - 1 AS place
  FROM jsonb_array_elements($2) WITH ORDINALITY AS i (item, n)
 WHERE i.item->>'entry_id' IS NOT NULL
   AND NOT EXISTS (SELECT FROM entry e
                    WHERE e.application_id = $1
                      AND e.id = (i.item->>'entry_id')::uuid)
 ORDER BY i.n;
