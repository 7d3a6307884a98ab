"""gunicorn's settings, out of the plan, and what only the master knows: which signals it sent and how each worker ended."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from record import PLAN, record  # noqa: E402

globals().update(PLAN["settings"])


def post_fork(server, worker):
    record("boot", pid=os.getpid())


def watched(call, note):
    """`call`, with a note of each result. A reload reads this file again, and must not note twice."""
    if getattr(call, "is_watched", False):
        return call

    def watching(*arguments):
        result = call(*arguments)
        note(arguments, result)
        return result

    watching.is_watched = True
    return watching


def note_end(_arguments, result):
    if result[0]:
        record("end", pid=result[0], status=result[1])


def note_signal(arguments, _result):
    record("signal", pid=arguments[0], signal=int(arguments[1]))


os.waitpid = watched(os.waitpid, note_end)
os.kill = watched(os.kill, note_signal)
