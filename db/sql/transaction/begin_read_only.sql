-- The start of a transaction that cannot write, whatever its statements say.
-- role: staff public owner
BEGIN READ ONLY;
