-- The session of this token is over, and so are its refresh tokens.
SELECT session_end();
