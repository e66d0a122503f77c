-- The registers: who looks a place up, and what is never told to the public
-- (R036).
-- SPDX-License-Identifier: Apache-2.0
\ir given/market.sql

INSERT INTO register_import (register_set, source, as_of, sha256)
VALUES ('ofsted_social_care', 'file', '2026-11-01', 'x');
INSERT INTO register_location (regulator, id, register_set, state, withheld,
    source, as_of)
VALUES ('ofsted', 'SC000001', 'ofsted_social_care', 'registered', false,
        'file', '2026-11-01');
INSERT INTO register_rating (regulator, location_id, framework, area, grade,
    rated_on, source)
VALUES ('ofsted', 'SC000001', 'sccif', 'overall', 'good', '2026-07-01',
        'file');

CREATE FUNCTION app_registers_may(query text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('role', 'app_registers', true);
    EXECUTE query;
    PERFORM set_config('role', 'none', true);
    RETURN true;
EXCEPTION
    WHEN insufficient_privilege THEN
        PERFORM set_config('role', 'none', true);
        RETURN false;
END $$;

-- Nobody, both leads, the auditors and the councils read; the public, the
-- providers and the portal have nothing. Nobody writes.
SELECT expect(who, rows, 'SELECT FROM ' || t)
  FROM unnest(ARRAY['register_import', 'register_location',
                    'register_rating', 'register_location_shown']) AS t,
       (VALUES (0, NULL::bigint), (1, 1), (2, 1), (3, 1), (4, 1), (5, 0),
               (6, 0), (7, 0), (8, 1), (9, 1)) AS w (who, rows);
SELECT expect(who, NULL, 'SELECT FROM register_fault')
  FROM generate_series(0, 9) AS who;
SELECT expect(who, NULL, query)
  FROM generate_series(0, 9) AS who,
       unnest(ARRAY[
           'UPDATE register_location SET state = ''registered''',
           'DELETE FROM register_rating',
           'INSERT INTO register_import (register_set, source, as_of)'
           ' VALUES (''gias'', ''api'', now())',
           'SELECT register_merge(''gias'', ''dfe'', true, now()::date, ''x'','
           ' ''x'', 0, true)',
           'SELECT establishment_list_anew(thing(4, 1))',
           'SELECT register_tell(thing(4, 1))',
           'SELECT register_tell_homes(''cqc'', NULL)',
           'SELECT register_gone(''x'')', 'SELECT register_task(1)',
           'SELECT register_withholds(''ofsted'', ''SC000001'')']) AS query;

-- What stands in the register however somebody writes it.
CREATE FUNCTION same(seen text, wanted text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF seen IS DISTINCT FROM wanted THEN
        RAISE EXCEPTION 'expected %, found %', wanted, seen;
    END IF;
END $$;
SELECT same(register_key(written), 'SC000001')
  FROM unnest(ARRAY['SC000001', 'sc 000001', ' URN: SC000001', 'urnsc000001'])
       AS written WHERE written NOT LIKE '%:%';
SELECT same(register_key(U&' 1 \2013 100000001\00A0'), '1-100000001');
SELECT same(register_regulators('dfe', '100123')::text, '{ofsted,dfe}');
SELECT same(register_regulators('ofsted', 'SC000001')::text, '{ofsted}');
SELECT same(register_regulators('cqc', '100123')::text, '{cqc}');

-- Home 1 is accredited, active and listed, until its register says what it
-- is. No policy has to know: the flag of its accreditations is off.
UPDATE establishment SET regulator_scheme = 'ofsted',
       regulator_id = 'sc 000001' WHERE id = thing(4, 1);
CREATE FUNCTION public_homes() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    PERFORM set_config('role', 'app_public', true);
    SELECT string_agg(right(e.id::text, 1), ' ' ORDER BY e.name) INTO found
      FROM establishment e;
    PERFORM set_config('role', 'none', true);
    RETURN found;
END $$;
SELECT same(public_homes(), '1 7');
UPDATE register_location SET withheld = true;
SELECT same(public_homes(), '7');
SELECT same((SELECT string_agg(right(id::text, 1), ' ')
               FROM establishment WHERE shown), '7');
-- Nobody lists it by hand, nor by admitting it once more.
UPDATE accreditation SET listed = true;
SELECT same((SELECT string_agg(right(establishment_id::text, 1), ' '
                               ORDER BY establishment_id)
               FROM accreditation WHERE listed), '2 3 7');
UPDATE establishment SET regulator_id = NULL WHERE id = thing(4, 1);
SELECT same(public_homes(), '1 2 7');
UPDATE establishment SET regulator_id = 'SC000001' WHERE id = thing(4, 1);
SELECT same(public_homes(), '2 7');

-- Names and addresses cannot be put beside a place that is withheld.
DO $$
BEGIN
    UPDATE register_location SET postcode = 'EX2 1AA';
    RAISE EXCEPTION 'an address was kept';
EXCEPTION
    WHEN check_violation THEN NULL;
END $$;

-- Registration is lost when the register says so, or was silent twice.
CREATE FUNCTION standing_of(what text, times integer) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE register_location SET state = what, missed = times;
    RETURN register_standing('ofsted', 'Sc 000001');
END $$;
SELECT same(standing_of(w.state, w.missed), w.standing)
  FROM (VALUES ('registered', 0, 'good'), ('dormant', 0, 'review'),
               ('suspended', 0, 'lost'), ('not_yet', 0, 'review'),
               ('missing', 1, 'review'), ('missing', 2, 'lost'),
               ('deregistered', 0, 'lost'), ('unknown', 0, NULL))
       AS w (state, missed, standing);
SELECT same(register_standing('ofsted', 'SC999999'), NULL);

-- The process that asks the CQC has its functions, and nothing to look at.
DO $$
DECLARE
    query text;
BEGIN
    FOREACH query IN ARRAY ARRAY['SELECT * FROM register_task(24)',
        'SELECT register_gone(''1-1'')', 'SELECT register_failed(NULL, ''x'')',
        'SELECT register_changes(1, 1, ARRAY[''1-2''])',
        'SELECT is_sandbox()'] LOOP
        IF NOT app_registers_may(query) THEN
            RAISE EXCEPTION 'app_registers may not %', query;
        END IF;
    END LOOP;
    FOREACH query IN ARRAY ARRAY['SELECT FROM register_location',
        'SELECT FROM establishment', 'SELECT FROM register_queue',
        'SELECT FROM event', 'DELETE FROM register_round',
        'SELECT register_tell(thing(4, 1))', 'SELECT register_note(NULL, NULL)',
        'SELECT enter(person(1))'] LOOP
        IF app_registers_may(query) THEN
            RAISE EXCEPTION 'app_registers may %', query;
        END IF;
    END LOOP;
END $$;

-- A reading overrules what the lead has recorded only when it is of a later day
-- than that was recorded and counts from; and a home is not told again of what
-- it has named already.
INSERT INTO establishment_registration (establishment_id, regulator, state,
    from_on, source, recorded_at, recorded_by)
VALUES (thing(4, 1), 'ofsted', 'lapsed', '2026-12-01', 'lead', '2026-11-10',
        person(1));
CREATE FUNCTION told_on(day date) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE register_location SET state = 'registered', missed = 0, as_of = day;
    PERFORM register_tell(thing(4, 1));
    RETURN (SELECT state || ' ' || source FROM establishment_registration
             WHERE establishment_id = thing(4, 1) AND regulator = 'ofsted'
             ORDER BY from_on DESC, recorded_at DESC, id DESC LIMIT 1);
END $$;
SELECT same(told_on(day), 'lapsed lead')
  FROM unnest(ARRAY['2026-11-01', '2026-11-20', '2026-12-01']::date[]) AS day;
UPDATE register_location SET as_of = '2026-12-02';
UPDATE establishment SET vacancies = 1, regulator_id = regulator_id
 WHERE id = thing(4, 1);
SELECT same((SELECT string_agg(state, ' ') FROM establishment_registration
              WHERE establishment_id = thing(4, 1)), 'lapsed');
SELECT same(told_on('2026-12-02'), 'registered register');

-- Whoever writes accreditations of a home has locked the home before.
DO $$
BEGIN
    PERFORM establishment_list_anew(thing(4, 6));
    PERFORM same((SELECT e.xmax::text FROM establishment e
                   WHERE e.id = thing(4, 6)),
                 pg_current_xact_id()::xid::text);
END $$;
