-- An event for providers, as it stands under its lock.
--
-- $1 path.provider_event_id uuid
-- returns lead_id uuid, state text, now bigint, held_on date,
--         slots text (JSON), mine boolean (the caller leads it),
--         taken text (JSON: seats of each slot), slot int (that the caller has),
--         answered text (ids with commas: those who have answered that the
--         caller sees, all of them if it leads the event), audience text (the
--         same and the councils)
SELECT e.lead_id, provider_event_state_now(e) AS state,
       instant(now_utc()) AS now, e.held_on, e.slots::text AS slots,
       e.lead_id = (SELECT me_org()) AS mine,
       (SELECT json_agg(provider_event_taken(e.id, n::integer) ORDER BY n)
          FROM generate_series(1, jsonb_array_length(e.slots)) AS n)::text
           AS taken,
       (SELECT a.slot FROM provider_event_answer a
         WHERE a.event_id = e.id AND a.provider_id = (SELECT me_org()))
           AS slot,
       answered.ids AS answered,
       concat_ws(',', answered.ids,
           (SELECT string_agg(c.organisation_id::text, ',')
              FROM scheme_council c WHERE c.scheme_id = e.scheme_id))
           AS audience
  FROM provider_event e,
       LATERAL (SELECT string_agg(a.provider_id::text, ','
                                  ORDER BY a.provider_id) AS ids
                  FROM provider_event_answer a
                 WHERE a.event_id = e.id) AS answered
 WHERE e.id = $1;
