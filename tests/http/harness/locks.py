"""locks.py - what waits for a lock, held by somebody else's transaction.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import time

import psycopg2

WAITING = """SELECT count(*) FROM pg_locks
              WHERE locktype = 'advisory' AND NOT granted"""


def after_waiting(world, key, call, meanwhile):
    """The answer to a call that began while another held the lock of that
    key alone, and that got its turn when meanwhile() had been done."""
    other = psycopg2.connect(world.stack.settings["FAIRLOT_DB_OWNER"])
    try:
        with concurrent.futures.ThreadPoolExecutor(1) as pool, \
                other.cursor() as held:
            held.execute("SELECT pg_advisory_xact_lock("
                         "hashtextextended(%s, 0))", (key,))
            answer = pool.submit(call)
            try:
                await_one_waiting(held, answer)
                meanwhile()
            finally:
                other.rollback()
            return answer.result()
    finally:
        other.close()


def await_one_waiting(cursor, answer):
    for _ in range(200):
        cursor.execute(WAITING)
        if cursor.fetchone()[0]:
            return
        assert not answer.done(), "it did not wait"
        time.sleep(0.05)
    raise AssertionError("it neither waits nor answers")
