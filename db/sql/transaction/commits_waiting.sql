-- How many sessions of this role wait for a standby to confirm what they have
-- committed, and have for longer than a standby that is there would need.
-- role: staff public keeper jobs webhooks registers documents
-- returns waiting bigint
SELECT count(*) AS waiting
  FROM pg_stat_activity
 WHERE usename = current_user
   AND wait_event = 'SyncRep'
   AND state_change < clock_timestamp() - interval '2 seconds';
