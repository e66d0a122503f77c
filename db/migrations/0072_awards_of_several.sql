-- A supplier knows what its own awards cost. So where suppliers are told
-- together, five are left when any one of them takes away its own (R127,
-- ADR 28): both functions as before (0058), but for that.
CREATE OR REPLACE FUNCTION awards_sorted(scheme uuid, quarter date)
RETURNS TABLE (category uuid, supplier uuid, home uuid, valued boolean,
               pence bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    few constant bigint := 5; -- as award_line_of_many says
BEGIN
    RETURN QUERY
    WITH won AS (
        SELECT a.*, a.named AND count(*) OVER (
                   PARTITION BY a.category_id, a.provider_id,
                                a.establishment_id) >= few AS by_home
          FROM public.quarter_awards(scheme, quarter) AS a),
    supplied AS (
        SELECT w.*, w.by_home OR count(*) FILTER (WHERE NOT w.by_home) OVER (
                   PARTITION BY w.category_id, w.provider_id) >= few
                   AS by_supplier
          FROM won w),
    -- What is left of a category, and of it each supplier's own.
    shared AS (
        SELECT s.*,
               count(*) FILTER (WHERE NOT s.by_supplier) OVER (
                   PARTITION BY s.category_id) AS many,
               count(*) FILTER (WHERE NOT s.by_supplier) OVER (
                   PARTITION BY s.category_id, s.provider_id) AS own
          FROM supplied s),
    sorted AS (
        SELECT s.*, s.by_supplier
                    OR s.many - max(s.own) OVER (
                           PARTITION BY s.category_id) >= few AS by_category
          FROM shared s),
    -- The same of the scheme.
    rest AS (
        SELECT s.category_id, s.provider_id, s.establishment_id, s.pence,
               s.by_home, s.by_supplier, s.by_category,
               count(*) FILTER (WHERE NOT s.by_category) OVER () AS many,
               count(*) FILTER (WHERE NOT s.by_category) OVER (
                   PARTITION BY s.provider_id) AS own
          FROM sorted s)
    SELECT CASE WHEN r.by_category THEN r.category_id END,
           CASE WHEN r.by_supplier THEN r.provider_id END,
           CASE WHEN r.by_home THEN r.establishment_id END,
           r.by_category OR r.many - max(r.own) OVER () >= few,
           r.pence
      FROM rest r;
END $$;

CREATE OR REPLACE FUNCTION awards_sorted_again(scheme uuid, quarter date)
RETURNS TABLE (category uuid, supplier uuid, home uuid, valued boolean,
               pence bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    few   constant bigint := 5;
    first uuid := (SELECT b.id FROM public.award_batch b
                    WHERE b.scheme_id = awards_sorted_again.scheme
                      AND b.quarter = awards_sorted_again.quarter
                      AND b.version = 1);
BEGIN
    RETURN QUERY
    WITH placed AS (
        SELECT l.*, a.pence,
               count(*) OVER (PARTITION BY l.n) AS many,
               -- Of a supplier that is named all are its own.
               CASE WHEN l.provider_id IS NULL
                    THEN count(*) OVER (PARTITION BY l.n, a.provider_id)
                    ELSE 0 END AS own
          FROM public.quarter_awards(scheme, quarter) AS a
          LEFT JOIN LATERAL (
               SELECT x.* FROM public.award_line x
                WHERE x.batch_id = first
                  AND coalesce(x.category_id, a.category_id) = a.category_id
                  AND coalesce(x.provider_id, a.provider_id) = a.provider_id
                  AND coalesce(x.establishment_id, a.establishment_id)
                      = a.establishment_id
                ORDER BY num_nonnulls(x.category_id, x.provider_id,
                                      x.establishment_id) DESC
                LIMIT 1) AS l ON true),
    judged AS (
        SELECT p.*, p.yearly_pence IS NOT NULL
                    AND p.many - max(p.own) OVER (PARTITION BY p.n) >= few
                        AS enough
          FROM placed p)
    SELECT CASE WHEN j.enough THEN j.category_id END,
           CASE WHEN j.enough THEN j.provider_id END,
           CASE WHEN j.enough THEN j.establishment_id END,
           j.enough, j.pence
      FROM judged j;
END $$;
