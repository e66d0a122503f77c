-- The start of a transaction that cannot write, whatever its statements say.
-- role: staff public owner keeper jobs webhooks registers documents
BEGIN READ ONLY;
