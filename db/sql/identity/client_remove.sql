-- The client's secret is forgotten and its tokens end.
--
-- $1 path.client_id uuid
SELECT client_remove($1);
