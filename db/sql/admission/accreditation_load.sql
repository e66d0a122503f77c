-- An accreditation for its lead or its provider, and what their acts depend on;
-- no row for anybody else. After accreditation_settle, so that nothing has come
-- due that is not stored. The notice is the newest.
--
-- $1 arg.id uuid
-- returns state text, lapsed text (what would end it again at once, or NULL),
--         audience text (whom a change is told), provider_id uuid,
--         lead_id uuid, failed text (a JSON array), requirements text (the
--         same: codes of the category), regime text, today text, ground text,
--         notice_ground text (NULL: none), notice_until text,
--         notice_answered boolean
SELECT a.state,
       CASE WHEN a.lapses_at <= now_utc() THEN a.lapse_ground END AS lapsed,
       array_to_string(accreditation_audience(a.id), ',') AS audience,
       a.provider_id, a.lead_id, a.failed::text AS failed,
       (SELECT coalesce(json_agg(r->'code'), '[]')::text
          FROM category c
         CROSS JOIN jsonb_array_elements(c.requirements) AS r
         WHERE c.id = a.category_id) AS requirements,
       (SELECT s.regime FROM scheme s WHERE s.id = a.scheme_id) AS regime,
       london_day()::text AS today, a.ground,
       n.ground AS notice_ground,
       n.representations_until::text AS notice_until,
       n.represented_at IS NOT NULL AS notice_answered
  FROM accreditation a
  LEFT JOIN LATERAL (
       SELECT x.ground, x.representations_until, x.represented_at
         FROM removal_notice x
        WHERE x.accreditation_id = a.id
        ORDER BY x.number DESC LIMIT 1) AS n ON true
 WHERE a.id = $1 AND (SELECT me_org()) IN (a.lead_id, a.provider_id);
