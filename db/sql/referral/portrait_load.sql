-- The words of a portrait, who wrote them, and what another officer said of
-- them, all sealed; read after the referral was locked.
--
-- $1 path.referral_id uuid
-- returns state text, deadline bigint, now bigint, portrait text,
--   mine boolean, sha256 text (NULL: nobody has)
SELECT r.state, instant(r.deadline) AS deadline, instant(now_utc()) AS now,
       t.portrait, t.written_by = me_self() AS mine, v.sha256
  FROM referral r
  JOIN referral_portrait t ON t.referral_id = r.id
  LEFT JOIN identifier_override v ON v.referral_id = r.id
 WHERE r.id = $1;
