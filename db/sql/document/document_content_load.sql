-- A document and how it stands for the caller; body is what the ETag of its
-- content is made of. audience: the leads that are shown what is new of it.
--
-- $1 path.document_id uuid
-- returns body text, state text, scan text, replaces_id text, provider_id text,
--         audience text, today text
SELECT d.sha256 AS body, document_state(d, document_outcome(d.id), t.today)
           AS state, d.scan, d.replaces_id::text AS replaces_id,
       d.provider_id::text AS provider_id,
       (SELECT string_agg(DISTINCT e.lead_id::text, ',')
          FROM entry e
         WHERE e.provider_id = d.provider_id
           AND (d.establishment_id IS NULL
                OR e.establishment_id = d.establishment_id)
           AND entry_shows_until(e) = 'infinity') AS audience,
       t.today::text AS today
  FROM document d, (SELECT london_day() AS today) AS t
 WHERE d.id = $1;
