-- A council's referrals, or those its auditors may read, newest first. Few
-- members: who needs more asks for one. Two branches, so that each walks an
-- index in the order of the list; the second is for an auditor of the lead
-- authority. A referral's members were printed when it was written
-- (referral.listed, see 0016); only its state depends on the time of asking.
-- What is filtered out is walked past.
--
-- $1 query.state text, $2 cursor text, $3 limit int
-- $4 query.scheme_id uuid, $5 query.category_id uuid
-- $6 query.urgency text
-- $7 query.deadline_from date (a day in London; both of them count)
-- $8 query.deadline_to date
-- $9 query.q text (anywhere in title or reference)
-- $10 query.mine boolean (drafted by the caller, or by others)
-- returns body text, next text
WITH clock AS MATERIALIZED (
    SELECT now_utc() AS now,
           coalesce(split_part($2::text, ' ', 1)::timestamptz,
                    'infinity') AS before,
           coalesce(split_part($2, ' ', 2)::uuid,
                    'ffffffff-ffff-ffff-ffff-ffffffffffff') AS before_id,
           coalesce(london_midnight($7::date), '-infinity') AS due_from,
           coalesce(london_midnight($8::date + 1), 'infinity') AS due_before,
           lower($9::text) AS words
), found AS MATERIALIZED (
    (SELECT r.id, r.created_at, r.state, r.deadline, r.listed
       FROM referral r
      WHERE r.council_id = (SELECT me_org())
        AND ($1::text IS NULL
             OR $1 = CASE WHEN r.state = 'open'
                           AND (SELECT now FROM clock) >= r.deadline
                          THEN 'closed' ELSE r.state END)
        AND ($4::uuid IS NULL OR r.scheme_id = $4)
        AND ($5::uuid IS NULL OR $5 = ANY (r.category_id || r.also_in))
        AND ($6::text IS NULL OR r.urgency = $6)
        AND r.deadline >= (SELECT due_from FROM clock)
        AND r.deadline < (SELECT due_before FROM clock)
        AND ($9 IS NULL
             OR position((SELECT words FROM clock)
                         IN lower(r.title || ' ' || r.reference)) > 0)
        AND ($10::boolean IS NULL OR $10 = (r.created_by = (SELECT me_self())))
        AND (r.created_at, r.id) < ((SELECT before FROM clock),
                                    (SELECT before_id FROM clock))
      ORDER BY r.created_at DESC, r.id DESC
      LIMIT $3::integer + 1)
    UNION ALL
    (SELECT r.id, r.created_at, r.state, r.deadline, r.listed
       FROM referral r
      WHERE (SELECT i_audit()) AND r.lead_id = (SELECT me_org())
        AND r.council_id <> (SELECT me_org())
        AND ($1 IS NULL
             OR $1 = CASE WHEN r.state = 'open'
                           AND (SELECT now FROM clock) >= r.deadline
                          THEN 'closed' ELSE r.state END)
        AND ($4 IS NULL OR r.scheme_id = $4)
        AND ($5 IS NULL OR $5 = ANY (r.category_id || r.also_in))
        AND ($6 IS NULL OR r.urgency = $6)
        AND r.deadline >= (SELECT due_from FROM clock)
        AND r.deadline < (SELECT due_before FROM clock)
        AND ($9 IS NULL
             OR position((SELECT words FROM clock)
                         IN lower(r.title || ' ' || r.reference)) > 0)
        AND ($10 IS NULL OR $10 = (r.created_by = (SELECT me_self())))
        AND (r.created_at, r.id) < ((SELECT before FROM clock),
                                    (SELECT before_id FROM clock))
      ORDER BY r.created_at DESC, r.id DESC
      LIMIT $3 + 1)
    ORDER BY created_at DESC, id DESC
    LIMIT $3 + 1
)
SELECT (SELECT '[' || coalesce(string_agg(
                   '{"state":"'
                   || CASE WHEN p.state = 'open'
                            AND (SELECT now FROM clock) >= p.deadline
                           THEN 'closed' ELSE p.state END
                   || '",' || p.listed, ','), '') || ']'
          FROM (SELECT * FROM found
                 ORDER BY created_at DESC, id DESC LIMIT $3) AS p) AS body,
       CASE WHEN (SELECT count(*) FROM found) > $3
            THEN (SELECT utc_text(f.created_at) || ' ' || f.id
                    FROM found f
                   ORDER BY f.created_at DESC, f.id DESC
                  OFFSET $3 - 1 LIMIT 1)
       END AS next;
