-- What a grade means to a scheme, or to one of its categories, from a day on.
-- No row: the caller leads no such scheme, or it has no such category.
--
-- $1 body.scheme_id uuid, $2 body.category_id uuid, $3 body.regulator text
-- $4 body.framework text, $5 body.area text, $6 body.grade text
-- $7 body.verdict text, $8 body.from date, $9 body.justification text
-- returns id uuid
INSERT INTO rating_scale (lead_id, scheme_id, category_id, regulator,
    framework, area, grade, verdict, valid_from, justification)
SELECT s.lead_id, s.id, c.id, $3, $4, $5, $6, $7, $8, $9
  FROM scheme s
  LEFT JOIN category c ON c.scheme_id = s.id AND c.id = $2
 WHERE s.id = $1 AND s.lead_id = (SELECT me_org())
   AND ($2 IS NULL OR c.id IS NOT NULL)
RETURNING id;
