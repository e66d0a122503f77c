-- Publishes the awards of quarters that are over, so many schemes' at once.
-- role: jobs
-- returns published bigint
SELECT awards_publish(20) AS published;
