"""locks.py - what waits for a lock, held by somebody else's transaction.

SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import time

import psycopg2

WAITING = """SELECT count(*) FROM pg_locks
              WHERE locktype = ANY (%s) AND NOT granted"""


def behind(world, hold, call, meanwhile, kinds):
    """The answer to a call that began while another transaction had done
    hold(cursor), waited for a lock of one of those kinds, and got its turn
    when meanwhile() had been done and the other one committed."""
    other = psycopg2.connect(world.stack.settings["FAIRLOT_DB_OWNER"])
    try:
        with concurrent.futures.ThreadPoolExecutor(1) as pool, \
                other.cursor() as held:
            hold(held)
            answer = pool.submit(call)
            try:
                await_one_waiting(held, answer, kinds)
                meanwhile()
            finally:
                other.commit()
            return answer.result()
    finally:
        other.close()


def after_waiting(world, key, call, meanwhile):
    """The answer to a call that began while another held the lock of that
    key alone, and that got its turn when meanwhile() had been done."""
    return behind(world, lambda held: held.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (key,)),
        call, meanwhile, ["advisory"])


def await_one_waiting(cursor, answer, kinds):
    for _ in range(200):
        cursor.execute(WAITING, (kinds,))
        if cursor.fetchone()[0]:
            return
        assert not answer.done(), "it did not wait"
        time.sleep(0.05)
    raise AssertionError("it neither waits nor answers")
