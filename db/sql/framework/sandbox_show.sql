-- Whether every answer has to say that this is a sandbox.
-- role: staff public webhooks registers
--
-- returns sandbox boolean
SELECT is_sandbox() AS sandbox;
