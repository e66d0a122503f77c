-- The end of a transaction that is not to have happened.
-- role: staff public owner keeper jobs webhooks registers documents
ROLLBACK;
