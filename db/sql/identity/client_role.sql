-- The role of a machine client, which decides who may remove it.
--
-- $1 path.client_id uuid
-- returns role text
SELECT role FROM client WHERE id = $1;
