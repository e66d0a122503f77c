-- The same deadline and radius for everybody, later or wider (R080, R098).
--
-- $1 path.referral_id uuid, $2 body.deadline timestamptz
-- $3 body.radius_miles numeric
UPDATE referral
   SET deadline = coalesce($2, deadline),
       radius_miles = coalesce($3, radius_miles)
 WHERE id = $1;
