"""clock.py - the sandbox's clock, moved the fast way.

./dev clock does the same for people; test_dev.py tests that.

SPDX-License-Identifier: Apache-2.0
"""
import datetime

import psycopg2

UTC = datetime.timezone.utc


def parse(text):
    """A time as the API writes it."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def written(moment):
    """A time as the API reads it."""
    text = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return text


class Clock:
    """now_utc() of the database; the tokens' clock never moves."""

    def __init__(self, stack):
        self.settings = stack.settings["FAIRLOT_DB_OWNER"]
        self.connect()

    def connect(self):
        """Also again, after PostgreSQL has been away."""
        self.connection = psycopg2.connect(self.settings)
        self.connection.autocommit = True

    def sql(self, text, *values):
        """Runs one statement as the owner; its rows, if it has any."""
        with self.connection.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall() if cursor.description else None

    def now(self):
        return self.sql("SELECT now_utc()")[0][0].astimezone(UTC)

    def freeze(self, moment):
        """Stands still at that instant (a datetime, or text)."""
        self.sql("UPDATE sandbox_clock SET shift = '0', frozen_at = %s",
                 moment)

    def shift(self, **by):
        """Moves on: shift(hours=2), shift(minutes=-10)."""
        self.sql("UPDATE sandbox_clock SET frozen_at = frozen_at + %s,"
                 " shift = CASE WHEN frozen_at IS NULL THEN shift + %s"
                 " ELSE shift END",
                 *[datetime.timedelta(**by)] * 2)

    def reset(self):
        self.sql("UPDATE sandbox_clock SET shift = '0', frozen_at = NULL")

    def ahead(self, **by):
        """The whole second that lies so far ahead, as the API reads it."""
        moment = self.now() + datetime.timedelta(**by)
        return written(moment.replace(microsecond=0))

    def day(self, days=0):
        """The date so many days from now."""
        return (self.now() + datetime.timedelta(days=days)).date().isoformat()

    def close(self):
        self.connection.close()
