-- The start of a transaction that may write.
-- role: staff public owner keeper jobs webhooks registers documents
BEGIN READ WRITE;
