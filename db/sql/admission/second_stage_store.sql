-- The second stage is sent in.
--
-- $1 path.entry_id uuid
-- $2 arg.state text
-- $3 arg.received_at text
-- $4 body.signatory jsonb
-- $5 arg.receipt jsonb
UPDATE entry
   SET state = $2,
       second_stage = jsonb_build_object('submitted_at', $3, 'signatory', $4,
                                         'receipt', $5)
 WHERE id = $1;
