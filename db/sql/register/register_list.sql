-- The published lists that have been read, each with its newest reading.
--
-- $1 cursor text
-- $2 limit int
-- returns body text, next text
WITH newest AS (
    SELECT DISTINCT ON (i.register_set) i.*
      FROM register_import i
     ORDER BY i.register_set, i.as_of DESC, i.imported_at DESC, i.id),
page AS (
    SELECT json_build_object(
               'register_set', i.register_set,
               'source', i.source,
               'as_of', i.as_of,
               'file_name', i.file_name,
               'sha256', i.sha256,
               'imported_at', utc_text(i.imported_at),
               'rows_read', i.rows_read,
               'added', i.added,
               'changed', i.changed,
               'missing', i.missing,
               'faults', i.faults) AS body,
           i.register_set AS key,
           row_number() OVER (ORDER BY i.register_set) AS n
      FROM newest i
     WHERE i.register_set > coalesce($1, '')
     ORDER BY i.register_set
     LIMIT $2 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $2),
                '[]')::text AS body,
       CASE WHEN count(*) > $2 THEN (array_agg(key ORDER BY n))[$2]
       END AS next
  FROM page;
