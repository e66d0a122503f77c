-- Whom a fact about a home concerns, and today in London. A statement of its
-- own, after the home was locked.
--
-- $1 path.establishment_id uuid
-- returns audience text, today date
SELECT array_to_string(home_audience($1), ',') AS audience,
       london_day() AS today;
