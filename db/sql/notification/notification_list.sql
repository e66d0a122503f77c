-- What happened and is to be told to the caller, newest first, as events: the
-- words are core/event.c's. Whoever did it is not told.
--
-- $1 caller.told text (types of events, with commas)
-- $2 query.unread text
-- $3 cursor text
-- $4 limit int
-- returns body text, next text
WITH page AS (
    SELECT n.body, n.xid || '|' || n.event_id AS key,
           row_number() OVER (ORDER BY n.xid DESC, n.event_id DESC) AS n
      FROM notification_shown n
     WHERE event_is_of(n.type, string_to_array($1, ','))
       AND n.actor_id IS DISTINCT FROM (SELECT me_self())
       AND ($2 IS NULL OR n.is_read <> $2::boolean)
       AND ($3 IS NULL OR (n.xid, n.event_id)
            < (split_part($3, '|', 1)::xid8, split_part($3, '|', 2)::bigint))
     ORDER BY n.xid DESC, n.event_id DESC
     LIMIT $4 + 1)
SELECT coalesce(json_agg(body ORDER BY n) FILTER (WHERE n <= $4),
                '[]')::text AS body,
       CASE WHEN count(*) > $4 THEN (array_agg(key ORDER BY n))[$4]
       END AS next
  FROM page;
