-- What a register states of a home reaches it through register_tell() alone,
-- which calls these as their owner. Nobody who connects may state it in a
-- register's name: jobs could, and never did.

REVOKE EXECUTE ON FUNCTION
    rating_record(uuid, text, text, text, text, date, text),
    registration_record(uuid, text, text, date, text) FROM app_jobs;
