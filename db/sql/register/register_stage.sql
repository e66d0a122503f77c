-- Where an import of a register puts its rows before they are merged. A row
-- with a fault has nothing else. A block, because a statement that names a
-- temporary table could not be prepared before.
-- role: owner
DO $$
BEGIN
    CREATE TEMPORARY TABLE register_staging (
        line            bigint,
        fault           text,
        id              text,
        name            text,
        line_1          text,
        line_2          text,
        town            text,
        postcode        text,
        type            text,
        state           text,
        registered_on   date,
        ended_on        date,
        places          integer,
        local_authority text,
        organisation    text,
        organisation_id text,
        predecessor_id  text,
        withheld        boolean,
        facts           jsonb,
        ratings         jsonb
    ) ON COMMIT DROP;
END $$;
