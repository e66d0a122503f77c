-- The common answers of an application, and what can be answered in common: the
-- codes under which all of its categories that know them ask the same.
--
-- $1 path.application_id uuid
-- returns body text
SELECT json_build_object(
           'application_id', p.id,
           'requirements', p.common->'requirements',
           'statements', p.common->'statements',
           'asked', coalesce((
               SELECT json_agg(json_build_object(
                          'member', a.member,
                          'code', a.code,
                          'question', a.question,
                          'entries', a.entries)
                      ORDER BY a.member, a.code)
                 FROM common_asked(p.id) AS a), '[]'))::text AS body
  FROM application p
 WHERE p.id = $1;
