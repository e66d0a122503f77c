-- What a decision on an assessed entry depends on.
--
-- $1 path.entry_id uuid
-- returns failed text (what the requirements that were not passed ask, for a
--         sentence, or NULL), rating text,
--         blend_admits boolean (the blend has points for the rating),
--         accredited boolean (the home is, in this category, at this moment),
--         audience text (the scheme's councils, for events)
SELECT (SELECT string_agg('"' || (q.item->>'question') || '"', ', '
                          ORDER BY q.n)
          FROM jsonb_array_elements(c.requirements)
               WITH ORDINALITY AS q (item, n)
         WHERE t.requirements->(q.item->>'code')->'pass' <> 'true') AS failed,
       t.rating,
       c.core_blend IS NULL OR c.core_blend->'points' ? t.rating
           AS blend_admits,
       EXISTS (SELECT FROM accreditation a
                WHERE a.establishment_id = e.establishment_id
                  AND a.category_id = e.category_id
                  AND a.state NOT IN ('removed', 'withdrawn')) AS accredited,
       (SELECT string_agg(m.organisation_id::text, ',')
          FROM scheme_council m WHERE m.scheme_id = e.scheme_id) AS audience
  FROM entry e
  JOIN category c ON c.id = e.category_id
  JOIN assessment t ON t.entry_id = e.id
 WHERE e.id = $1;
