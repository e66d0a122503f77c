-- When the caller could come, and where it has a seat.
--
-- $1 path.provider_event_id uuid
-- $2 arg.lead_id uuid
-- $3 arg.could jsonb (NULL: as it was, or just that slot)
-- $4 arg.slot int (NULL: as it was)
INSERT INTO provider_event_answer (event_id, lead_id, could, slot)
VALUES ($1, $2,
        coalesce((SELECT array_agg(c::integer ORDER BY c::integer)
                    FROM jsonb_array_elements_text($3) AS c),
                 CASE WHEN $3 IS NULL THEN ARRAY[$4] ELSE '{}' END), $4)
ON CONFLICT (event_id, provider_id) DO UPDATE
   SET could = CASE WHEN $3 IS NOT NULL THEN excluded.could
                    WHEN $4 = ANY (provider_event_answer.could)
                    THEN provider_event_answer.could
                    ELSE provider_event_answer.could || $4 END,
       slot = coalesce($4, provider_event_answer.slot);
