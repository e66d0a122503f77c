-- Lock, then clock, then act, for what is published: none of the categories
-- that it draws from is suspended or withdrawn meanwhile. The key is that of
-- lock_shared.sql.
--
-- $1 path.referral_id uuid
SELECT pg_advisory_xact_lock_shared(
           hashtextextended('category_id ' || category_id, 0))
  FROM (SELECT unnest(r.category_id || r.also_in) AS category_id
          FROM referral r WHERE r.id = $1) AS drawn_from;
