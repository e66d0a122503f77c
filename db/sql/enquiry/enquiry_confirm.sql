-- Sends what the token is of (see enquiry_confirm()).
-- role: public staff
--
-- $1 arg.token_sha256 text
-- returns body text (NULL: its home is not in the directory; no row: there is
--   none)
SELECT body FROM enquiry_confirm($1);
