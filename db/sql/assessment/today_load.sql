-- The day in London, by the clock of the rules.
--
-- returns today text
SELECT london_day()::text AS today;
