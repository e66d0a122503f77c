-- Documents: who sees which, who may say what of them, and what a home holds
-- of what its category asks for (R034, R056, R068).
-- SPDX-License-Identifier: Apache-2.0
--
-- People as in given/market.sql: 1 lead, 2 its auditor, 3 partner council, 5
-- provider P, 6 provider Q, 8 another lead, 9 the partner's auditor.
-- Documents: 1 of P; 2 of its home 1; 3 of its home 6, which has applied
-- nowhere; 4 of its home 5, which stands in a draft; 5 of Q.
\ir given/market.sql

CREATE FUNCTION put(n integer, letter text, home uuid, kind text,
    until date DEFAULT NULL, cover bigint DEFAULT NULL,
    issued date DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO document (id, provider_id, establishment_id, kind, title,
        issued_on, expires_on, cover_pence, created_by, content_id,
        content_key, sha256, bytes, media_type, uploaded_at)
    VALUES (thing(8, n), org(letter), home, kind, 'T', issued, until, cover,
            person(5), gen_random_uuid(), E'\x01' || 'k', 'abc', 3,
            'application/pdf', now_utc())
$$;
SELECT put(1, 'd', NULL, 'public_liability_insurance', '2026-12-31', 500),
       put(2, 'd', thing(4, 1), 'registration_certificate'),
       put(3, 'd', thing(4, 6), 'registration_certificate'),
       put(4, 'd', thing(4, 5), 'registration_certificate'),
       put(5, 'e', NULL, 'accounts', NULL, NULL, '2025-03-31');

-- A provider's own; to the lead of its applications and that lead's auditor
-- what is of all its homes or of one that has applied. Nobody else.
SELECT expect(ARRAY[NULL, 3, 3, 0, 0, 4, 1, 0, 0, 0], 'SELECT FROM document');
SELECT expect(ARRAY[NULL, 3, 3, 0, 0, 4, 1, 0, 0, 0],
              'SELECT FROM document_shown');
-- A draft has shown nothing; what was refused shows what there was by then.
SELECT expect(1, 0, 'SELECT FROM document WHERE id = thing(8, 4)');
UPDATE entry SET state = 'refused', decided_at = now_utc()
 WHERE id = thing(6, 1);
SELECT expect(1, 1, 'SELECT FROM document WHERE id = thing(8, 2)');
UPDATE document SET created_at = now_utc() + interval '1 second'
 WHERE id = thing(8, 2);
SELECT expect(1, 0, 'SELECT FROM document WHERE id = thing(8, 2)');
-- Bytes that came later are as new as they are, however old the document.
UPDATE document SET created_at = now_utc() - interval '1 second',
       uploaded_at = now_utc() + interval '1 second' WHERE id = thing(8, 2);
SELECT expect(1, 0, 'SELECT FROM document WHERE id = thing(8, 2)');
-- So does what was withdrawn or has lapsed, and an accreditation that ended:
-- what there was until then, and nothing later.
CREATE FUNCTION later(state text, seen bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE document SET uploaded_at = now_utc() - interval '1 second'
     WHERE id = thing(8, 2);
    PERFORM expect(who, 1, 'SELECT FROM document WHERE id = thing(8, 2)')
       FROM generate_series(1, 2) AS who;
    UPDATE document SET uploaded_at = now_utc() + interval '1 second'
     WHERE id = thing(8, 2);
    PERFORM expect(who, seen, 'SELECT FROM document WHERE id = thing(8, 2)')
       FROM generate_series(1, 2) AS who;
    PERFORM document_tell(thing(8, 2), 'document.scanned');
    IF (SELECT count(*) FROM event_reader r
         WHERE r.organisation_id = org('a')
           AND r.event_id = (SELECT max(id) FROM event)) <> seen THEN
        RAISE EXCEPTION 'who is told of a document of %', state;
    END IF;
END $$;
UPDATE entry SET state = 'withdrawn', decided_at = NULL WHERE id = thing(6, 1);
SELECT later('a withdrawn entry', 0);
UPDATE entry SET state = 'lapsed' WHERE id = thing(6, 1);
SELECT later('a lapsed entry', 0);
UPDATE entry SET state = 'assessed' WHERE id = thing(6, 1);
SELECT later('an entry under way', 1);
UPDATE entry SET state = 'accredited', decided_at = now_utc()
 WHERE id = thing(6, 1);
SELECT later('an accreditation', 1);
UPDATE accreditation SET state = 'withdrawn', changed_at = now_utc()
 WHERE id = thing(7, 1);
SELECT later('an accreditation that ended', 0);
UPDATE accreditation SET state = 'active' WHERE id = thing(7, 1);
UPDATE document SET uploaded_at = now_utc() WHERE id = thing(8, 2);

-- Announced by its provider alone, with its own homes, and without content.
SELECT expect(who, CASE who WHEN 5 THEN 1 END, $$
    INSERT INTO document (kind, title, establishment_id)
    VALUES ('other', 'T', thing(4, 1))$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(5, NULL, $$
    INSERT INTO document (kind, title, establishment_id)
    VALUES ('other', 'T', thing(4, 7))$$);
SELECT expect(5, NULL, $$
    INSERT INTO document (kind, title, content_id)
    VALUES ('other', 'T', gen_random_uuid())$$);
SELECT expect(5, NULL, $$
    INSERT INTO document (kind, title, replaces_id)
    VALUES ('accounts', 'T', thing(8, 5))$$);

-- New bytes by their provider, sealed, and never with a word of the scanner's.
SELECT expect(ARRAY[NULL, 0, 0, 0, 0, 4, 1, 0, 0, 0],
              $$UPDATE document SET replaced_at = now_utc()$$);
SELECT expect(5, 1, $$
    UPDATE document SET content_id = gen_random_uuid(), sha256 = 'def',
           scan = 'waiting' WHERE id = thing(8, 1)$$);
SELECT expect(5, NULL, $$
    UPDATE document SET content_key = 'open' WHERE id = thing(8, 1)$$);
SELECT expect(5, NULL, $$
    UPDATE document SET scan = 'clean' WHERE id = thing(8, 1)$$);
SELECT expect(5, NULL, $$
    UPDATE document SET sha256 = 'def' WHERE id = thing(8, 1)$$);
SELECT expect(5, NULL, $$
    UPDATE document SET kind = 'other' WHERE id = thing(8, 1)$$);
SELECT expect(5, NULL, $$UPDATE document SET hold = true$$);
UPDATE document SET scan = 'waiting' WHERE id = thing(8, 1);
SELECT expect(5, NULL, $$
    UPDATE document SET scan = 'none' WHERE id = thing(8, 1)$$);
SELECT expect(who, NULL, 'DELETE FROM document')
  FROM generate_series(0, 9) AS who;

-- Verified by a lead that sees it, after the scan, as the content it is.
SELECT expect(1, NULL, $$
    INSERT INTO document_verification (document_id, provider_id, outcome,
        source, checked_on, sha256)
    VALUES (thing(8, 1), org('d'), 'verified', 'S', '2026-01-01', 'abc')$$);
UPDATE document SET scan = 'clean' WHERE id = thing(8, 1);
SELECT expect(who, CASE who WHEN 1 THEN 1 END, $$
    INSERT INTO document_verification (document_id, provider_id, outcome,
        source, checked_on, sha256)
    VALUES (thing(8, 1), org('d'), 'verified', 'S', '2026-01-01', 'abc')$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(1, NULL, $$
    INSERT INTO document_verification (document_id, provider_id, outcome,
        source, checked_on, sha256)
    VALUES (thing(8, 1), org('d'), 'verified', 'S', '2026-01-01', 'def')$$);
SELECT expect(1, NULL, $$
    INSERT INTO document_verification (document_id, provider_id, outcome,
        source, checked_on, sha256)
    VALUES (thing(8, 3), org('d'), 'verified', 'S', '2026-01-01', 'abc')$$);

-- What was looked at stays; the look is its lead's and the provider's to see.
INSERT INTO document_verification (document_id, provider_id, lead_id, outcome,
    source, checked_on, sha256, verified_by)
VALUES (thing(8, 1), org('d'), org('a'), 'verified', 'S', '2026-01-01', 'abc',
        person(1));
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT FROM document_verification');
SELECT expect(who, NULL, $$UPDATE document_verification SET source = 'X'$$)
  FROM generate_series(0, 9) AS who;
SELECT expect(5, NULL, $$
    UPDATE document SET content_id = gen_random_uuid(), sha256 = 'def'
     WHERE id = thing(8, 1)$$);
SELECT expect(5, NULL, $$
    UPDATE document SET deleted_at = now_utc() WHERE id = thing(8, 1)$$);

-- Scanned in the order in which they came; one that was taken and not settled
-- comes last, and new bytes are nobody's yet.
UPDATE document SET scan = CASE WHEN id IN (thing(8, 2), thing(8, 3),
    thing(8, 4)) THEN 'waiting' ELSE 'clean' END;
UPDATE document SET uploaded_at = now_utc() - interval '1 hour'
 WHERE id = thing(8, 3);
CREATE FUNCTION taken(n integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one uuid := (SELECT id FROM documents_to_scan(1));
BEGIN
    IF one IS DISTINCT FROM thing(8, n) THEN
        RAISE EXCEPTION '% is scanned instead of %', one, n;
    END IF;
END $$;
SELECT taken(3);
SELECT expect(0, NULL, 'SELECT FROM documents_to_scan(1)');
DO $$ BEGIN
    -- Longer than SCAN_SECONDS of cli/documents.c.
    IF (SELECT scan_taken_until FROM document WHERE id = thing(8, 3))
       < clock_timestamp() + interval '4 minutes' THEN
        RAISE EXCEPTION 'taken for too short a time';
    END IF;
END $$;
UPDATE document SET uploaded_at = now_utc() - interval '10 minutes'
 WHERE id = thing(8, 4);
UPDATE document SET scan_taken_until = clock_timestamp() - interval '1 second'
 WHERE id = thing(8, 3);
SELECT taken(4), taken(2), taken(3), taken(NULL);
DO $$ BEGIN
    PERFORM enter(person(5));
    UPDATE document SET content_id = gen_random_uuid() WHERE id = thing(8, 4);
    IF (SELECT scan_taken_until FROM document WHERE id = thing(8, 4))
       IS NOT NULL THEN
        RAISE EXCEPTION 'new bytes wait for the old ones';
    END IF;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'FLUND';
EXCEPTION WHEN SQLSTATE 'FLUND' THEN NULL;
END $$;
UPDATE document SET scan = 'none', scan_taken_until = NULL
 WHERE id <> thing(8, 1);

-- The rest is nobody's: what was told, what is thrown away.
SELECT expect(who, NULL, 'SELECT FROM ' || t)
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY['document_warning', 'document_waste']) AS t;
SELECT expect(who, NULL, $$
    SELECT FROM evidence_of(thing(4, 1), thing(3, 4), '2026-01-01', false)$$)
  FROM generate_series(0, 9) AS who;

------------------------------------------------------- what a home holds

CREATE FUNCTION must_be(what text, got text, wanted text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF got IS DISTINCT FROM wanted THEN
        RAISE EXCEPTION '%: got %, wanted %', what, got, wanted;
    END IF;
END $$;
CREATE FUNCTION holds(day date, fresh boolean DEFAULT false) RETURNS text
LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', kind, held_until, grace_ends,
               CASE WHEN held THEN 'held' END,
               CASE WHEN lapsed THEN 'lapsed' END,
               CASE WHEN verified THEN 'verified' END, reason), ', '
               ORDER BY n)
      FROM evidence_of(thing(4, 1), thing(3, 4), day, fresh)
$$;
CREATE FUNCTION ground(day date) RETURNS text LANGUAGE sql AS $$
    SELECT max(l.ground) FROM accreditation a, accreditation_lapses(a) AS l
     WHERE a.id = thing(7, 1) AND l.at <= london_midnight(day)
       AND l.ground IN ('insurance_lapsed', 'evidence_expired')
$$;
-- Nothing is asked for: nothing can lapse.
SELECT must_be('nothing', holds('2026-06-01'), NULL),
       must_be('no ground', ground('2026-06-01'), NULL);

-- An insurance to the end of Thursday 31 December 2026, ten working days of
-- grace.
UPDATE category SET evidence = '[{"kind": "public_liability_insurance",
    "minimum_cover_pence": 500}]' WHERE id = thing(3, 4);
SELECT must_be('the last day', split_part(holds('2026-12-31'), ' ', 4),
               'held'),
       must_be('grace', ground('2027-01-01'), NULL),
       must_be('lapsed', ground('2027-01-19'),
               'insurance_lapsed'),
       must_be('verified', (holds('2026-12-31') LIKE '% verified')::text,
               'true');
-- A bank holiday anywhere in the United Kingdom is no working day.
DELETE FROM bank_holiday;
SELECT must_be('to the end of', grace_ends_on('2026-12-31', 10)::text,
               '2027-01-14');
INSERT INTO bank_holiday (day, part, name)
VALUES ('2027-01-01', 'england_and_wales', 'New Year'),
       ('2027-01-04', 'scotland', '2nd January');
SELECT must_be('or later', grace_ends_on('2026-12-31', 10)::text,
               '2027-01-18'),
       must_be('in grace', ground('2027-01-18'), NULL);
-- A renewal counts from the moment it is there, until a lead has refused it.
SELECT put(6, 'd', NULL, 'public_liability_insurance', '2027-12-31', 500);
SELECT must_be('renewed', ground('2027-01-19'), NULL);
INSERT INTO document_verification (document_id, provider_id, lead_id, outcome,
    source, checked_on, sha256, verified_by, reason)
VALUES (thing(8, 6), org('d'), org('a'), 'rejected', 'S', '2026-01-01', 'abc',
        person(1), 'R');
SELECT must_be('rejected', ground('2027-01-19'),
               'insurance_lapsed');
-- Another lead's word is not this one's.
UPDATE document_verification SET lead_id = org('c')
 WHERE document_id = thing(8, 6);
SELECT must_be('elsewhere', ground('2027-01-19'), NULL);
UPDATE document SET scan = 'infected' WHERE id = thing(8, 6);
SELECT must_be('infected', ground('2027-01-19'),
               'insurance_lapsed');
-- Too thin a cover is none; what is due at award is no condition of entry.
UPDATE category SET evidence = '[{"kind": "public_liability_insurance",
    "minimum_cover_pence": 501}]' WHERE id = thing(3, 4);
SELECT must_be('thin', (holds('2026-06-01') LIKE '% cover_too_low'
                        OR holds('2026-06-01') LIKE '% rejected')::text,
               'true'),
       must_be('lapsed at once', ground('2026-06-01'),
               'insurance_lapsed');
UPDATE category SET evidence = '[{"kind": "public_liability_insurance",
    "minimum_cover_pence": 501, "due": "award"}]' WHERE id = thing(3, 4);
SELECT must_be('at award', ground('2026-06-01'), NULL);

-- Accounts of two years are two of different days, or something else instead.
UPDATE category SET evidence = '[{"kind": "accounts", "count": 2}]'
 WHERE id = thing(3, 4);
SELECT put(7, 'd', NULL, 'accounts', NULL, NULL, '2025-03-31'),
       put(8, 'd', NULL, 'accounts', NULL, NULL, '2025-03-31');
SELECT must_be('one year', ground('2026-06-01'),
               'evidence_expired');
SELECT put(9, 'd', NULL, 'accounts', NULL, NULL, '2024-03-31');
SELECT must_be('two years', ground('2026-06-01'), NULL);
UPDATE document SET deleted_at = now_utc() WHERE id = thing(8, 9);
SELECT must_be('deleted', ground('2026-06-01'),
               'evidence_expired');
UPDATE document SET kind = 'financial_alternative' WHERE id = thing(8, 8);
SELECT must_be('a new firm', ground('2026-06-01'), NULL);

-- Of each home its own, and anew once the home has moved (R056).
UPDATE category SET evidence = '[{"kind": "registration_certificate",
    "level": "establishment"}]' WHERE id = thing(3, 4);
SELECT must_be('own', holds('2026-06-01', true),
               'registration_certificate infinity infinity held');
UPDATE document SET establishment_id = NULL WHERE id = thing(8, 2);
SELECT must_be('of the provider', holds('2026-06-01'),
               'registration_certificate lapsed missing');
UPDATE document SET establishment_id = thing(4, 1) WHERE id = thing(8, 2);
UPDATE establishment SET vacancies = 1 WHERE id = thing(4, 1);
SELECT must_be('vacancies', holds('2026-06-01', true),
               'registration_certificate infinity infinity held');
UPDATE establishment SET regulator_id = '2' WHERE id = thing(4, 1);
SELECT must_be('moved', holds('2026-06-01', true),
               'registration_certificate lapsed changed'),
       must_be('but stands', ground('2026-06-01'), NULL);

-- What an entry lacks is told to its provider and its lead alone.
SELECT expect(ARRAY[NULL, 1, 1, 0, 0, 1, 0, 0, 0, 0],
              'SELECT FROM evidence_missing(thing(6, 1))');
