-- Texts that are not sealed under the key of that id, some of each field.
-- role: owner
--
-- $1 arg.key_id text
-- $2 arg.most int
-- returns field text, place text, stored text, at_row text
SELECT field, place, stored, at_row::text FROM personal_stale($1, $2);
