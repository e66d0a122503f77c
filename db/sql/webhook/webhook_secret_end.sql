-- The present secret signs for so many seconds more; one that was about to
-- end does so now.
--
-- $1 path.endpoint_id uuid
-- $2 arg.seconds int
UPDATE webhook_secret
   SET ends_at = clock_timestamp()
                 + CASE WHEN ends_at IS NULL THEN make_interval(secs => $2)
                        ELSE '0' END
 WHERE endpoint_id = $1
   AND (ends_at IS NULL OR ends_at > clock_timestamp());
