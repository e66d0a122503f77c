-- Events without a seal. late: a batch was sealed from a newer transaction,
-- so this one was not there then.
-- role: owner
--
-- $1 arg.highest xid8 (of all sealed events, or NULL)
-- returns id text, late boolean
SELECT e.public_id AS id, e.xid < $1 AS late
  FROM event e
 WHERE NOT EXISTS (SELECT FROM event_seal s WHERE s.event_id = e.id)
 ORDER BY e.xid, e.id;
