-- Keeps an enquiry until it is confirmed (see enquiry_make()).
-- role: public staff
--
-- $1 arg.id uuid
-- $2 path.establishment_id uuid
-- $3 arg.contact text
-- $4 arg.message text
-- $5 body.reply_by text
-- $6 body.moving_when text
-- $7 arg.hours int
-- $8 arg.token_sha256 text
-- $9 arg.address_digest text
-- $10 arg.most_of_address int
-- $11 arg.origin text
-- $12 arg.most_of_origin int
-- $13 arg.letter_id uuid
-- $14 arg.letter text
-- $15 arg.origin_at_all text
-- $16 arg.most_at_all int
-- returns retry_after int, confirm_by text
SELECT retry_after, confirm_by
  FROM enquiry_make($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
                    $14, $15, $16);
