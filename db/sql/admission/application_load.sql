-- An application by the clock of the rules, its scheme, the agreement to sign,
-- and the request for information that is open.
--
-- $1 path.application_id uuid
-- returns state text, provider_id text, scheme_id text, lead_id text,
--         scheme_state text, regime text, valid_from text, valid_to text,
--         assess_due_on text, signed boolean, agreement_version integer (of
--         the scheme, or NULL), agreement_sha256 text,
--         now bigint (microseconds since 1970), now_text text
SELECT application_state_now(p.state, p.lapses_after) AS state,
       p.provider_id::text, p.scheme_id::text, p.lead_id::text,
       scheme_state_now(s.id, s.state, s.valid_to) AS scheme_state, s.regime,
       s.valid_from::text,
       s.valid_to::text, p.assess_due_on::text,
       p.agreement IS NOT NULL AS signed, g.version AS agreement_version,
       g.sha256 AS agreement_sha256,
       (extract(epoch FROM t.now) * 1000000)::bigint AS now,
       utc_text(t.now) AS now_text
  FROM application p
  JOIN scheme s ON s.id = p.scheme_id
  LEFT JOIN scheme_agreement g ON g.scheme_id = p.scheme_id
        AND g.version = (SELECT max(v.version) FROM scheme_agreement v
                          WHERE v.scheme_id = p.scheme_id),
       (SELECT now_utc() AS now) AS t
 WHERE p.id = $1;
