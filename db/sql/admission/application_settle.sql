-- The application is decided when the last of its entries is.
--
-- $1 path.application_id uuid
-- $2 arg.state text
-- returns id uuid (no row: some are not decided yet)
UPDATE application p
   SET state = $2
 WHERE p.id = $1
   AND NOT EXISTS (SELECT FROM entry e
                    WHERE e.application_id = p.id
                      AND e.state IN ('submitted', 'assessed', 'stage_1',
                                      'stage_2'))
RETURNING p.id;
