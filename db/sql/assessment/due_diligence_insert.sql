-- What somebody found in registers: a version of its own each time.
--
-- $1 path.entry_id uuid
-- $2 body.checks jsonb
INSERT INTO due_diligence (entry_id, version, lead_id, checks, checked_by)
SELECT e.id, coalesce((SELECT max(d.version) FROM due_diligence d
                        WHERE d.entry_id = e.id), 0) + 1,
       e.lead_id, (
           SELECT jsonb_agg(jsonb_build_object(
                      'register', x.register, 'source', x.source,
                      'checked_on', x.checked_on, 'result', x.result,
                      'reference', x.reference, 'note', x.note) ORDER BY x.n)
             FROM ROWS FROM (jsonb_to_recordset($2)
                      AS (register text, source text, checked_on text,
                          result text, reference text, note text))
                  WITH ORDINALITY AS x (register, source, checked_on, result,
                                        reference, note, n)),
       me_self()
  FROM entry e WHERE e.id = $1;
