-- Where a postcode lies; a terminated one counts while it has a place.
--
-- $1 arg.postcode text
-- returns code text, grid point (or NULL), terminated boolean
SELECT code, grid, terminated FROM postcode WHERE code = postcode_key($1);
