-- What must be true of a whole database at any moment between transactions,
-- whatever was killed before. Each statement finds what is not: a row for each
-- offence, its one column says which. `-- ::` begins one and names it.

-- :: a referral has come where it is by legal acts
-- The words of its events, in order, against core/referral.c.
WITH told AS (
    SELECT r.id, r.state, coalesce(string_agg(
               CASE e.type WHEN 'placement.refused' THEN 'fallen'
                    ELSE split_part(e.type, '.', 2) END, ' ' ORDER BY e.id),
               '') || ' ' AS acts
      FROM referral r
      LEFT JOIN event e ON e.referral_id = r.id
           AND (e.type LIKE 'referral.%' OR e.type = 'placement.refused')
     GROUP BY r.id)
SELECT id || ' is ' || state || ' after: ' || acts FROM told
 WHERE acts !~ CASE state
     WHEN 'draft' THEN '^created (changed )*$'
     WHEN 'open' THEN '^created (changed )*published (extended |opening_asked )*$'
     WHEN 'opened' THEN '^created (changed )*published (extended |opening_asked )*opened $'
     WHEN 'unsuccessful' THEN '^created (changed )*published (extended |opening_asked )*opened ranked $'
     WHEN 'ranked' THEN '^created (changed )*published (extended |opening_asked )*opened ranked ((budget_raised |choice_recorded )*awarded fallen )*(budget_raised |choice_recorded )*$'
     WHEN 'awarded' THEN '^created (changed )*published (extended |opening_asked )*opened ranked ((budget_raised |choice_recorded )*awarded fallen )*(budget_raised |choice_recorded )*awarded $'
     WHEN 'cancelled' THEN '^created .*cancelled $'
     END;

-- :: a referral has what its state asks for, and no more
SELECT r.id || ' is ' || r.state
  FROM referral r
 CROSS JOIN LATERAL (SELECT
       EXISTS (SELECT FROM ranking k WHERE k.referral_id = r.id) AS ranked,
       EXISTS (SELECT FROM ranked_bid b WHERE b.referral_id = r.id
                  AND b.compliant) AS any_compliant,
       EXISTS (SELECT FROM invitation i WHERE i.referral_id = r.id)
           AS invited) AS has
 WHERE r.state <> 'cancelled' AND (
       (r.published_at IS NULL) <> (r.state = 'draft')
    OR (has.invited AND r.state = 'draft')
    OR (r.opened_at IS NOT NULL) <> (r.state IN ('opened', 'ranked', 'awarded', 'unsuccessful'))
    OR has.ranked <> (r.state IN ('ranked', 'awarded', 'unsuccessful'))
    OR (has.ranked AND has.any_compliant = (r.state = 'unsuccessful'))
    OR r.opened_at < r.deadline);

-- :: what only councils may know stands beside every referral
SELECT r.id::text FROM referral r
 WHERE NOT EXISTS (SELECT FROM referral_private p WHERE p.referral_id = r.id);

-- :: a published referral has its key, and a draft none
SELECT r.id || ' is ' || r.state FROM referral r
 WHERE (r.published_at IS NOT NULL) <> EXISTS (
       SELECT FROM referral_key k WHERE k.referral_id = r.id);

-- :: one award stands on an awarded referral, and none on another
SELECT r.id || ' is ' || r.state || ' with ' || count(w.id)
  FROM referral r
  LEFT JOIN award w ON w.referral_id = r.id AND w.fallen_at IS NULL
 GROUP BY r.id
HAVING count(w.id) <> CASE r.state WHEN 'awarded' THEN 1 ELSE 0 END;

-- :: every award has its placement, at the price of its bid, line by line
SELECT w.id::text
  FROM award w
  LEFT JOIN placement p ON p.award_id = w.id
  LEFT JOIN bid_opened o ON o.bid_id = w.bid_id
  LEFT JOIN ranked_bid k ON k.bid_id = w.bid_id
 WHERE p.id IS NULL OR k.compliant IS NOT TRUE
    OR p.price_pence <> o.price_pence OR k.price_pence <> o.price_pence
    OR p.price_pence IS DISTINCT FROM (
           SELECT sum((line->>'price_pence')::bigint)
             FROM jsonb_array_elements(p.price_lines) AS line)
    OR (w.fallen_at IS NOT NULL) <> (p.state = 'refused');

-- :: a placement is signed as its state says
SELECT p.id || ' is ' || p.state
  FROM placement p
  LEFT JOIN placement_signature s ON s.placement_id = p.id
 GROUP BY p.id
HAVING coalesce(string_agg(s.party, ' ' ORDER BY s.party), '') <>
       ALL (CASE p.state
            WHEN 'awaiting_provider' THEN ARRAY['']
            WHEN 'awaiting_council' THEN ARRAY['provider']
            WHEN 'active' THEN ARRAY['council provider']
            ELSE ARRAY['', 'provider'] END)
    OR (p.activated_at IS NOT NULL) <> (p.state = 'active')
    OR (p.refusal_reason IS NOT NULL) <> (p.state = 'refused');

-- :: whoever bid has a letter once an award was made
SELECT o.bid_id::text
  FROM bid_opened o
 WHERE EXISTS (SELECT FROM award w WHERE w.referral_id = o.referral_id)
   AND NOT EXISTS (SELECT FROM letter l WHERE l.bid_id = o.bid_id);

-- :: versions of a bid are numbered from one, and the last one counts
SELECT b.id || ': ' || b.version || ' of ' || count(v.*)
  FROM bid b
  LEFT JOIN bid_version v ON v.bid_id = b.id
 GROUP BY b.id
HAVING count(v.*) <> b.version OR min(v.version) <> 1
    OR max(v.version) <> b.version;

-- :: every bid that stood at the opening was opened, and no other
SELECT b.id::text
  FROM bid b
  JOIN referral r ON r.id = b.referral_id
  LEFT JOIN bid_opened o ON o.bid_id = b.id
  LEFT JOIN bid_version v ON v.bid_id = b.id AND v.version = b.version
 WHERE (o.bid_id IS NOT NULL)
       <> (r.opened_at IS NOT NULL AND b.withdrawn_at IS NULL)
    OR o.sealed_sha256 <> v.sha256 OR o.received_at <> v.received_at;

-- :: a ranking holds every opened bid once, and its ranks have no gap
SELECT k.referral_id::text
  FROM ranking k
  LEFT JOIN ranked_bid b ON b.referral_id = k.referral_id
 GROUP BY k.referral_id
HAVING count(b.bid_id) <> (SELECT count(*) FROM bid_opened o
                            WHERE o.referral_id = k.referral_id)
    OR coalesce(max(b.rank), 0) <> count(b.rank)
    OR count(DISTINCT b.rank) <> count(b.rank);

-- :: points add up, stay below their weights, and put the bids in order
WITH best AS (
    SELECT referral_id, max(total) AS total FROM ranked_bid GROUP BY 1)
SELECT b.bid_id::text
  FROM ranked_bid b
  JOIN best ON best.referral_id = b.referral_id
  JOIN referral r ON r.id = b.referral_id
 WHERE b.compliant AND (
       b.total IS DISTINCT FROM b.price + b.quality
    OR b.quality IS DISTINCT FROM
           b.outcomes + b.needs + b.features + b.location + b.core
    OR b.gap IS DISTINCT FROM best.total - b.total
    OR (b.rank = 1 AND b.gap <> 0)
    OR b.price NOT BETWEEN 0 AND (r.weights->>'price')::numeric
    OR b.outcomes NOT BETWEEN 0 AND (r.weights->>'outcomes')::numeric
    OR b.needs NOT BETWEEN 0 AND (r.weights->>'needs')::numeric
    OR b.features NOT BETWEEN 0 AND (r.weights->>'features')::numeric
    OR b.location NOT BETWEEN 0 AND (r.weights->>'location')::numeric
    OR b.core NOT BETWEEN 0 AND (r.weights->>'core')::numeric
    OR EXISTS (SELECT FROM ranked_bid better
                WHERE better.referral_id = b.referral_id
                  AND better.rank < b.rank AND better.total < b.total));

-- :: weights add up to a hundred
SELECT 'referral ' || r.id FROM referral r
 WHERE (SELECT sum(value::integer) FROM jsonb_each_text(r.weights)) <> 100
UNION ALL
SELECT 'category ' || c.id FROM category c
 WHERE (SELECT sum(value::integer) FROM jsonb_each_text(c.weights)) <> 100
    OR (SELECT sum((s->>'weight')::integer)
          FROM jsonb_array_elements(c.statements) AS s) <> 100;

-- :: a locked ranking is the document that was digested, and its rows say the same
SELECT k.referral_id::text
  FROM ranking k
 WHERE k.sha256 <> encode(sha256(convert_to(k.document, 'UTF8')), 'hex')
    OR (SELECT json_agg(json_build_array(line->'bid_id', line->'rank',
                   line->'total', line->'price_pence')
                   ORDER BY line->>'bid_id')::text
          FROM json_array_elements(k.document::json->'bids') AS line)
       IS DISTINCT FROM
       (SELECT json_agg(json_build_array(b.bid_id, b.rank, b.total,
                   nullif(b.price_pence, 0)) ORDER BY b.bid_id::text)::text
          FROM ranked_bid b WHERE b.referral_id = k.referral_id);

-- :: an application is as far as its entries are
SELECT a.id || ' is ' || a.state
  FROM application a
  JOIN entry e ON e.application_id = a.id
 GROUP BY a.id
HAVING (a.state = 'draft') <> bool_and(e.state = 'draft')
    OR (a.state = 'decided')
       <> bool_and(e.state IN ('accredited', 'refused', 'withdrawn'))
    OR (a.receipt IS NOT NULL) <> (a.state <> 'draft')
    OR (a.submitted_at IS NOT NULL) <> (a.state <> 'draft');

-- :: an entry has what its state asks for
SELECT e.id || ' is ' || e.state
  FROM entry e
  LEFT JOIN assessment t ON t.entry_id = e.id
  LEFT JOIN accreditation a ON a.entry_id = e.id
 WHERE (a.id IS NOT NULL) <> (e.state = 'accredited')
    OR (t.entry_id IS NULL AND e.state IN ('assessed', 'accredited', 'refused'))
    OR (t.entry_id IS NOT NULL AND e.state IN ('draft', 'submitted'))
    OR (e.decided_at IS NOT NULL) <> (e.state IN ('accredited', 'refused'));

-- :: one event for each change
-- A thing, the events that tell of its making, and how many there should be.
WITH told AS (
    SELECT subject_id AS id, type, count(*) AS times
      FROM event GROUP BY subject_id, type),
wanted (id, type, times) AS (
    SELECT id, 'establishment.created', 1 FROM establishment
    UNION ALL SELECT id, 'application.created', 1 FROM application
    UNION ALL SELECT id, 'application.submitted', 1 FROM application
               WHERE state <> 'draft'
    UNION ALL SELECT id, 'application.decided', 1 FROM application
               WHERE state = 'decided'
    UNION ALL SELECT id, 'entry.accredited', 1 FROM entry
               WHERE state = 'accredited'
    UNION ALL SELECT id, 'entry.refused', 1 FROM entry
               WHERE state = 'refused'
    UNION ALL SELECT id, 'accreditation.granted', 1 FROM accreditation
    UNION ALL SELECT id, 'scheme.created', 1 FROM scheme
    UNION ALL SELECT id, 'scheme.opened', 1 FROM scheme WHERE state <> 'draft'
    UNION ALL SELECT id, 'referral.created', 1 FROM referral
    UNION ALL SELECT id, 'referral.published', 1 FROM referral
               WHERE published_at IS NOT NULL
    UNION ALL SELECT id, 'referral.opened', 1 FROM referral
               WHERE opened_at IS NOT NULL
    UNION ALL SELECT referral_id, 'referral.ranked', 1 FROM ranking
    UNION ALL SELECT referral_id, 'referral.awarded', count(*) FROM award
               GROUP BY referral_id
    UNION ALL SELECT referral_id, 'referral.budget_raised', count(*)
                FROM budget_change GROUP BY referral_id
    UNION ALL SELECT bid_id, 'bid.placed or replaced', count(*)
                FROM bid_version GROUP BY bid_id
    UNION ALL SELECT id, 'placement.issued', 1 FROM placement
    UNION ALL SELECT id, 'placement.refused', 1 FROM placement
               WHERE state = 'refused'
    UNION ALL SELECT id, 'placement.activated', 1 FROM placement
               WHERE state = 'active'
    UNION ALL SELECT id, 'bid.disregarded', 1 FROM disregard d
                JOIN bid ON id = d.bid_id
    UNION ALL SELECT bid_id, 'bid.explained', 1 FROM explanation),
merged AS (
    SELECT id, type, times FROM told
     WHERE type NOT IN ('bid.placed', 'bid.replaced')
    UNION ALL
    SELECT id, 'bid.placed or replaced', sum(times) FROM told
     WHERE type IN ('bid.placed', 'bid.replaced') GROUP BY id)
SELECT type || ' of ' || id || ': ' || coalesce(m.times, 0)
       || ' events for ' || coalesce(w.times, 0)
  FROM wanted w
  FULL JOIN (SELECT * FROM merged
              WHERE type IN (SELECT type FROM wanted)) m USING (id, type)
 WHERE m.times IS DISTINCT FROM w.times;

-- :: an event is about something that is there
-- Except attempts that were refused: they name what the caller named.
SELECT e.type || ' of ' || e.subject_id
  FROM event e
 WHERE e.type !~ '^(opening[.]|bid[.]read_)refused[.]' AND (NOT CASE split_part(e.type, '.', 1)
       WHEN 'establishment' THEN EXISTS (SELECT FROM establishment x WHERE x.id = e.subject_id)
       WHEN 'application' THEN EXISTS (SELECT FROM application x WHERE x.id = e.subject_id)
       WHEN 'entry' THEN EXISTS (SELECT FROM entry x WHERE x.id = e.subject_id)
       WHEN 'accreditation' THEN EXISTS (SELECT FROM accreditation x WHERE x.id = e.subject_id)
       WHEN 'scheme' THEN EXISTS (SELECT FROM scheme x WHERE x.id = e.subject_id)
       WHEN 'referral' THEN EXISTS (SELECT FROM referral x WHERE x.id = e.subject_id)
       WHEN 'bid' THEN EXISTS (SELECT FROM bid x WHERE x.id = e.subject_id)
       WHEN 'placement' THEN EXISTS (SELECT FROM placement x WHERE x.id = e.subject_id)
       WHEN 'client' THEN EXISTS (SELECT FROM client x WHERE x.id = e.subject_id)
       WHEN 'user' THEN EXISTS (SELECT FROM app_user x WHERE x.id = e.subject_id)
       ELSE true END
    OR (e.referral_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM referral r WHERE r.id = e.referral_id)));

-- :: whoever acted may read what it did
SELECT e.type || ' ' || e.public_id
  FROM event e
 WHERE e.organisation_id IS NOT NULL
   AND e.type !~ '^(opening[.]|bid[.]read_)refused[.]' AND NOT EXISTS (
       SELECT FROM event_reader r WHERE r.event_id = e.id AND r.xid = e.xid
          AND r.organisation_id = e.organisation_id);

-- :: a kept answer is a good one, about something that is there
WITH kept AS (
    SELECT i.key, i.status,
           split_part(regexp_replace(i.location, '^https?://[^/]+', ''), '/', 3)
               AS kind,
           split_part(regexp_replace(i.location, '^https?://[^/]+', ''), '/', 4)
               AS id
      FROM idempotency i)
SELECT key || ': ' || status || ' ' || coalesce(kind || ' ' || id, '')
  FROM kept
 WHERE status NOT BETWEEN 200 AND 299
    OR NOT CASE kind
       WHEN 'establishments' THEN EXISTS (SELECT FROM establishment x WHERE x.id::text = kept.id)
       WHEN 'applications' THEN EXISTS (SELECT FROM application x WHERE x.id::text = kept.id)
       WHEN 'accreditations' THEN EXISTS (SELECT FROM accreditation x WHERE x.id::text = kept.id)
       WHEN 'schemes' THEN EXISTS (SELECT FROM scheme x WHERE x.id::text = kept.id)
       WHEN 'referrals' THEN EXISTS (SELECT FROM referral x WHERE x.id::text = kept.id)
       WHEN 'bids' THEN EXISTS (SELECT FROM bid x WHERE x.id::text = kept.id)
       WHEN 'placements' THEN EXISTS (SELECT FROM placement x WHERE x.id::text = kept.id)
       WHEN 'users' THEN EXISTS (SELECT FROM app_user x WHERE x.id::text = kept.id)
       ELSE true END;

-- :: a person has a password, a machine client a secret
SELECT 'user ' || u.id FROM app_user u
 WHERE NOT EXISTS (SELECT FROM user_secret s WHERE s.user_id = u.id)
UNION ALL
SELECT 'client ' || c.id FROM client c
 WHERE (c.disabled_at IS NULL)
       <> EXISTS (SELECT FROM client_secret s WHERE s.client_id = c.id);

-- :: a choice is of a bid of its own ranking
SELECT c.referral_id::text
  FROM choice c
  JOIN ranked_bid b ON b.bid_id = c.bid_id
 WHERE b.referral_id <> c.referral_id OR NOT b.compliant;

-- :: the budget is what it was last raised to
SELECT p.referral_id::text
  FROM referral_private p
  JOIN (SELECT referral_id, max(budget_pence) AS budget_pence
          FROM budget_change GROUP BY referral_id) c USING (referral_id)
 WHERE c.budget_pence IS DISTINCT FROM p.budget_pence;

-- :: a session of an event has a seat for everybody who has one there
SELECT a.event_id || ' session ' || a.slot
  FROM provider_event_answer a
  LEFT JOIN provider_event e ON e.id = a.event_id
 WHERE a.slot IS NOT NULL
 GROUP BY a.event_id, a.slot, e.slots
HAVING count(*) > coalesce((e.slots->(a.slot - 1)->'capacity')::integer, 0);
