-- An event for providers (R025).
--
-- $1 path.provider_event_id uuid
-- returns body text
SELECT body::text AS body FROM provider_event_shown WHERE id = $1;
