-- Webhooks: who sees and changes an endpoint and its deliveries, what nobody
-- reads, and what the roles of jobs can and cannot do.
-- SPDX-License-Identifier: Apache-2.0
--
-- People: 0 nobody, 1 lead of a, 2 auditor of a, 3 council b, 4 council c,
-- 5 provider d, 6 provider e, 7 portal f, 8 lead of c, 9 auditor of b.
\ir given/market.sql

INSERT INTO webhook_endpoint (id, organisation_id, answered_by, url,
    event_types, description)
SELECT thing(9, n), org(o), person(p), 'https://hooks.example.org/', '{}', ''
  FROM (VALUES (1, 'a', 1), (2, 'b', 3), (3, 'd', 5)) AS v (n, o, p);
INSERT INTO webhook_secret (endpoint_id, sealed)
SELECT id, '\x00' FROM webhook_endpoint;
INSERT INTO webhook_progress (endpoint_id, xid, event_id)
SELECT id, '0', 0 FROM webhook_endpoint;
INSERT INTO event (type, organisation_id)
SELECT 'a.b', organisation_id FROM webhook_endpoint;
INSERT INTO event_reader (organisation_id, xid, event_id)
SELECT organisation_id, xid, id FROM event;
INSERT INTO webhook_delivery (endpoint_id, organisation_id, event_id)
SELECT w.id, w.organisation_id, e.id
  FROM webhook_endpoint w JOIN event e USING (organisation_id);

-- The portal has no feed, hence no webhooks.
SELECT expect(ARRAY[NULL, 1, 1, 1, 0, 1, 0, 0, 0, 1]::bigint[], q)
  FROM unnest(ARRAY[
       'SELECT FROM webhook_endpoint', 'SELECT FROM webhook_endpoint_shown',
       'SELECT FROM webhook_delivery', 'SELECT FROM webhook_delivery_shown',
       'SELECT FROM webhook_progress',
       'SELECT endpoint_id FROM webhook_secret']) q;

-- An auditor looks and changes nothing.
SELECT expect(ARRAY[NULL, 1, 0, 1, 0, 1, 0, 0, 0, 0]::bigint[], q)
  FROM unnest(ARRAY[
       'UPDATE webhook_endpoint SET url = url, answered_by = me_self()',
       'DELETE FROM webhook_endpoint',
       'UPDATE webhook_progress SET event_id = 0',
       'UPDATE webhook_secret SET ends_at = now()',
       'UPDATE webhook_delivery SET attempts = 0']) q;

-- Nobody reads a secret, not even sealed; or speaks for somebody else; or
-- makes an endpoint of another organisation; or says what was sent.
SELECT expect(who, NULL, q)
  FROM generate_series(0, 9) who, unnest(ARRAY[
       'SELECT sealed FROM webhook_secret', 'SELECT * FROM webhook_secret',
       'UPDATE webhook_secret SET sealed = ''\x01''',
       'INSERT INTO webhook_endpoint (id, url, event_types, description)'
       ' VALUES (gen_random_uuid(), ''x'', ''{}'', '''')',
       'UPDATE webhook_endpoint SET organisation_id = me_org()',
       'UPDATE webhook_delivery SET event_id = 1',
       'UPDATE webhook_delivery SET lease = gen_random_uuid()',
       'SELECT webhook_fan_out(1, 1)', 'SELECT webhook_claim(1, 1, 1)',
       'SELECT webhook_stop(gen_random_uuid(), ''gone'')',
       'SELECT webhook_record(NULL, NULL, NULL, NULL, NULL, NULL, NULL)',
       'SELECT webhook_purge()', 'SELECT jobs_purge()',
       'SELECT audit_waiting(NULL, 1)', 'SELECT audit_head(1)']) q;
SELECT expect(who, NULL,
           'UPDATE webhook_endpoint SET answered_by = gen_random_uuid()')
  FROM unnest(ARRAY[1, 3, 5]) who;
-- A delivery to another's endpoint, or in another's name.
SELECT expect(5, NULL, format('INSERT INTO webhook_delivery (endpoint_id,'
           ' organisation_id, event_id) VALUES (%L, %L, (SELECT min(id)'
           ' FROM event))', thing(9, n), org(o)))
  FROM (VALUES (1, 'a'), (1, 'd'), (3, 'a')) AS v (n, o);

-- What the roles of jobs can do is call their functions, and no more.
CREATE FUNCTION pg_temp.may(who name, statement text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('role', who, true);
    EXECUTE statement;
    PERFORM set_config('role', 'none', true);
    RETURN true;
EXCEPTION WHEN insufficient_privilege THEN
    PERFORM set_config('role', 'none', true);
    RETURN false;
END $$;
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT quote_ident(relname) AS name, who
               FROM pg_class, unnest(ARRAY['app_jobs', 'app_webhooks',
                                    'app_documents']) who
              WHERE relnamespace = 'public'::regnamespace
                AND relkind IN ('r', 'v')
    LOOP
        IF pg_temp.may(t.who, 'SELECT FROM ' || t.name)
           OR has_any_column_privilege(t.who, t.name,
                                       'SELECT, INSERT, UPDATE')
           OR has_table_privilege(t.who, t.name, 'DELETE, TRUNCATE') THEN
            RAISE EXCEPTION '% has a right to %', t.who, t.name;
        END IF;
    END LOOP;
    IF NOT pg_temp.may('app_webhooks', 'SELECT webhook_purge()')
       OR pg_temp.may('app_webhooks', 'SELECT audit_head(1)')
       OR pg_temp.may('app_webhooks', 'SELECT jobs_purge()')
       OR pg_temp.may('app_webhooks', 'SELECT enter(gen_random_uuid())')
       OR NOT pg_temp.may('app_jobs', 'SELECT audit_head(1)')
       OR pg_temp.may('app_jobs', 'SELECT webhook_claim(1, 1, 1)')
       OR pg_temp.may('app_jobs', 'SELECT documents_unscanned()')
       OR NOT pg_temp.may('app_documents', 'SELECT documents_unscanned()')
       OR pg_temp.may('app_documents', 'SELECT audit_head(1)')
       OR pg_temp.may('app_documents', 'SELECT jobs_purge()')
    THEN
        RAISE EXCEPTION 'the roles of jobs have other rights';
    END IF;
END $$;

-- The queue: what is committed and no older transaction can still precede,
-- once; and again from where an endpoint is set back to.
DO $$
DECLARE
    new bigint;
BEGIN
    DELETE FROM webhook_delivery;
    INSERT INTO event (type) VALUES ('c.d') RETURNING id INTO new;
    INSERT INTO event_reader (organisation_id, event_id)
    VALUES (org('a'), new);
    PERFORM webhook_fan_out(10, 10);
    IF (SELECT count(*) FROM webhook_delivery) <> 3
       OR EXISTS (SELECT FROM webhook_delivery WHERE event_id = new) THEN
        RAISE EXCEPTION 'what is not committed was taken, or too little';
    END IF;
END $$;
CREATE FUNCTION pg_temp.taken() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    moved bigint := webhook_fan_out(10, 10);
BEGIN
    RETURN moved || ': ' || (SELECT count(*) FROM webhook_delivery
                              WHERE state = 'waiting');
END $$;
DO $$
BEGIN
    UPDATE webhook_delivery SET state = 'delivered', next_attempt_at = NULL;
    -- Now the event above is committed, and its reader's alone.
    IF pg_temp.taken() <> '1: 1' OR pg_temp.taken() <> '0: 1' THEN
        RAISE EXCEPTION 'not everything was taken, or something twice';
    END IF;
    UPDATE webhook_progress SET xid = '0', event_id = 0
     WHERE endpoint_id = thing(9, 1);
    -- What waits already waits no second time.
    IF pg_temp.taken() <> '1: 2' THEN
        RAISE EXCEPTION 'a replay is no replay';
    END IF;
    UPDATE webhook_progress SET xid = '0', event_id = 0;
    IF webhook_fan_out(10, 1) <> 2 THEN
        RAISE EXCEPTION 'too much waits for one endpoint';
    END IF;
END $$;
