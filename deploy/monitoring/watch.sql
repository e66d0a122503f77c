-- watch.sql - what is watched in the database: one line for each thing, with
-- the value from which somebody is to be woken. On the primary, each minute:
--   psql -XAtq -F ' ' -h @RUN@ -d fairlot -f watch.sql
-- Whatever ends with "t" is an alarm.
-- SPDX-License-Identifier: Apache-2.0
WITH watched (what, value, alarm_at) AS (
    -- Nobody confirms commits: every write is 503.
    SELECT 'standbys_missing', 2 - count(*), 1
      FROM pg_stat_replication WHERE state = 'streaming'
    UNION ALL
    SELECT 'sync_standbys_missing', 1 - least(count(*), 1), 1
      FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')
    UNION ALL
    SELECT 'replication_lag_bytes', coalesce(max(pg_wal_lsn_diff(
               pg_current_wal_lsn(), replay_lsn)), 0), 256 * 1024 * 1024
      FROM pg_stat_replication
    UNION ALL
    SELECT 'commits_waiting', count(*), 1
      FROM pg_stat_activity
     WHERE wait_event = 'SyncRep'
       AND state_change < clock_timestamp() - interval '5 seconds'
    UNION ALL
    -- What would be lost with all hosts at once. Without work nothing is
    -- archived, so it is the oldest segment that waits which counts.
    SELECT 'archive_waiting_seconds', coalesce(extract(epoch FROM
               clock_timestamp() - min(modification)), 0), 300
      FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'
    UNION ALL
    SELECT 'archive_failing', (last_failed_time > coalesce(
               last_archived_time, '-infinity'))::int, 1
      FROM pg_stat_archiver WHERE last_failed_time IS NOT NULL
    UNION ALL
    SELECT 'wal_kept_bytes', coalesce(max(pg_wal_lsn_diff(
               pg_current_wal_lsn(), restart_lsn)), 0),
           6 * 1024::bigint * 1024 * 1024
      FROM pg_replication_slots
    UNION ALL
    SELECT 'connections_percent', 100 * count(*) /
           current_setting('max_connections')::int, 80
      FROM pg_stat_activity WHERE backend_type = 'client backend'
    UNION ALL
    SELECT 'longest_transaction_seconds', coalesce(extract(epoch FROM
               max(clock_timestamp() - xact_start)), 0), 3600
      FROM pg_stat_activity WHERE backend_type = 'client backend'
    UNION ALL
    SELECT 'wraparound_percent', max(100 * age(datfrozenxid)::bigint /
               2000000000), 50
      FROM pg_database
    UNION ALL
    -- jobs has ended, or has found the heads file ahead of the database.
    SELECT 'unsealed_seconds', coalesce(extract(epoch FROM
               now_utc() - min(e.at)), 0), 60
      FROM event e LEFT JOIN event_seal s ON s.event_id = e.id
     WHERE e.id > (SELECT coalesce(max(event_id), 0) - 100000 FROM event_seal)
       AND s.event_id IS NULL
    UNION ALL
    -- Somebody's receiver is gone; the organisation has to be told.
    SELECT 'dead_letters_today', count(*), 100
      FROM webhook_delivery
     WHERE state = 'dead' AND attempted_at > now_utc() - interval '1 day'
    UNION ALL
    SELECT 'checksum_failures', coalesce(sum(checksum_failures), 0), 1
      FROM pg_stat_database
)
SELECT what, round(value::numeric), alarm_at, value >= alarm_at AS alarm
  FROM watched;
