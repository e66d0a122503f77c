-- Two lists in one statement, of which one is empty: the lead's queue in the
-- order in which it is due (R015), and a provider's own, newest first. First
-- the page, then what it shows.
--
-- $1 query.state text (or NULL: any)
-- $2 query.due_before date (or NULL)
-- $3 query.scheme_id uuid (or NULL: any)
-- $4 query.overdue boolean (or NULL: any)
-- $5 query.waiting boolean (or NULL: any)
-- $6 cursor text
-- $7 limit int
-- returns body text, next text
WITH queue AS (
    SELECT p.id, p.assess_due_on || '|' || p.id AS key,
           row_number() OVER (ORDER BY p.assess_due_on, p.id) AS n
      FROM application p
     WHERE (SELECT me_role()) <> 'provider'
       AND p.assess_due_on IS NOT NULL
       AND ($1::text IS NULL OR application_state_now(p.state, p.lapses_after) = $1)
       AND ($2::date IS NULL OR p.assess_due_on < $2)
       AND ($3::uuid IS NULL OR p.scheme_id = $3)
       AND ($4::boolean IS NULL OR $4 = (
            application_state_now(p.state, p.lapses_after)
                IN ('submitted', 'information_requested')
            AND coalesce(p.assess_due_on < (SELECT london_day()), false)))
       AND ($5::boolean IS NULL OR $5 = (
            application_state_now(p.state, p.lapses_after)
                IN ('submitted', 'information_requested')))
       AND (p.assess_due_on, p.id)
           > (CASE WHEN (SELECT me_role()) <> 'provider' THEN
                  coalesce(split_part($6, '|', 1)::date, '-infinity') END,
              coalesce(split_part($6, '|', 2)::uuid,
                       '00000000-0000-0000-0000-000000000000'))
     ORDER BY p.assess_due_on, p.id
     LIMIT $7 + 1),
own AS (
    SELECT p.id, p.created_at || '|' || p.id AS key,
           row_number() OVER (ORDER BY p.created_at DESC, p.id DESC) AS n
      FROM application p
     WHERE (SELECT me_role()) = 'provider'
       AND ($1::text IS NULL OR application_state_now(p.state, p.lapses_after) = $1)
       AND ($2::date IS NULL OR p.assess_due_on < $2)
       AND ($3::uuid IS NULL OR p.scheme_id = $3)
       AND ($4::boolean IS NULL OR $4 = (
            application_state_now(p.state, p.lapses_after)
                IN ('submitted', 'information_requested')
            AND coalesce(p.assess_due_on < (SELECT london_day()), false)))
       AND ($5::boolean IS NULL OR $5 = (
            application_state_now(p.state, p.lapses_after)
                IN ('submitted', 'information_requested')))
       AND (p.created_at, p.id)
           < (CASE WHEN (SELECT me_role()) = 'provider' THEN
                  coalesce(split_part($6, '|', 1)::timestamptz,
                           'infinity') END,
              coalesce(split_part($6, '|', 2)::uuid,
                       'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     ORDER BY p.created_at DESC, p.id DESC
     LIMIT $7 + 1),
page AS MATERIALIZED (SELECT * FROM queue UNION ALL SELECT * FROM own)
SELECT coalesce(json_agg((SELECT s.body FROM application_shown s
                           WHERE s.id = p.id) ORDER BY p.n)
                    FILTER (WHERE p.n <= $7), '[]')::text AS body,
       CASE WHEN count(*) > $7 THEN (array_agg(p.key ORDER BY p.n))[$7]
       END AS next
  FROM page p;
