-- The records of an import, one after the other, each kept as it was sent, and
-- what became of it. The body is read here, for these are the decimals that
-- were sent.
--
-- $1 path.scheme_id uuid
-- $2 body jsonb (AccreditationImportNew)
-- $3 caller.organisation uuid
-- $4 arg.import_id uuid
-- returns application_id text, provider_id text (of each that was drafted)
WITH sent AS MATERIALIZED (
    SELECT i.n, i.item->'record' AS record,
           coalesce(i.item->>'provider_id',
                    i.item->'record'->'provider'->>'id')::uuid AS provider
      FROM jsonb_array_elements($2->'items')
           WITH ORDINALITY AS i (item, n)
     ORDER BY i.n
), made AS MATERIALIZED (
    SELECT s.n, s.record, s.provider, d.outcome, d.application, d.left_out
      FROM sent s
     CROSS JOIN LATERAL import_draft($1, s.provider, s.record) AS d
), kept AS (
    INSERT INTO imported_record (import_id, scheme_id, lead_id, number,
        record, provider_id, outcome, application_id, left_out)
    SELECT $4, $1, $3, m.n, m.record,
           CASE WHEN m.outcome NOT IN ('provider_unknown',
                                       'category_unknown')
                THEN m.provider END,
           m.outcome, m.application, m.left_out
      FROM made m
)
SELECT application::text AS application_id, provider::text AS provider_id
  FROM made
 WHERE outcome = 'drafted'
 ORDER BY n;
