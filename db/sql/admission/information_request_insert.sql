-- The lead asks; the application waits from now on.
--
-- $1 path.application_id uuid
-- $2 body.items jsonb
-- $3 body.answer_by date
-- $4 arg.lapses_after date
-- $5 arg.state text
-- returns id uuid
WITH waits AS (
    UPDATE application SET state = $5, lapses_after = $4
     WHERE id = $1
    RETURNING id, provider_id, scheme_id, lead_id)
INSERT INTO information_request (application_id, provider_id, scheme_id,
    lead_id, items, answer_by, lapses_after)
SELECT w.id, w.provider_id, w.scheme_id, w.lead_id, $2, $3, $4 FROM waits w
RETURNING id;
