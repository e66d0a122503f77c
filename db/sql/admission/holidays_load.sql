-- The bank holidays of any part of the United Kingdom (PA23 s.123(1)) after a
-- day, as far ahead as 15 working days can reach.
--
-- $1 arg.after date
-- returns day text
SELECT DISTINCT day::text
  FROM bank_holiday
 WHERE day BETWEEN $1 AND $1 + 60
 ORDER BY day;
