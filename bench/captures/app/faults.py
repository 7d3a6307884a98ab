"""Ways to block or end a worker. Each tells the truth file the line at which it does so, right before that line."""
import ctypes
import fcntl
import hashlib
import os
import re
import signal
import sys
import tempfile
import time

from record import next_line, record

#: gevent and eventlet put their own in place of these once the worker has begun.
try:
    from gevent.monkey import get_original
    real_sleep = get_original("time", "sleep")
except ImportError:
    real_sleep = time.sleep
if PATCHED_BY_EVENTLET := "eventlet" in sys.modules:
    from eventlet.patcher import original
    real_sleep = original("time").sleep

LONG = 45


def begins(key, kind):
    record("fault", key=key, kind=kind, frame=next_line())


def poll_device(key):
    begins(key, "sleep")
    real_sleep(LONG)


def refresh_index(key):
    first, second = (open(tempfile.gettempdir() + f"/index-{os.getpid()}", "w") for _ in range(2))
    fcntl.flock(first, fcntl.LOCK_EX)
    begins(key, "lock")
    fcntl.flock(second, fcntl.LOCK_EX)


def match_titles(key):
    text = "a" * 40 + "!"
    begins(key, "regex")
    re.match(r"(a|aa)+$", text)


def derive_token(key):
    begins(key, "c-call")
    hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 60_000_000)


def export_rows(key):
    _reader, writer = os.pipe()
    block = b"x" * 65536
    os.write(writer, block)
    begins(key, "pipe")
    os.write(writer, block)


def convert_image(key):
    begins(key, "subprocess")
    os.popen(f"sleep {LONG}").read()


def run_script(key):
    begins(key, "system")
    os.system(f"sleep {LONG}")


def build_report(key):
    time.sleep(0.3)
    begins(key, "oom")
    os.kill(os.getpid(), signal.SIGKILL)


def decode_frame(key):
    begins(key, "segfault")
    ctypes.string_at(8)


def abandon(key):
    begins(key, "os-exit")
    os._exit(17)


def give_up(key):
    begins(key, "sys-exit")
    sys.exit(7)


FAULTS = {
    "sleep": poll_device,
    "lock": refresh_index,
    "regex": match_titles,
    "c-call": derive_token,
    "pipe": export_rows,
    "subprocess": convert_image,
    "system": run_script,
    "oom": build_report,
    "segfault": decode_frame,
    "os-exit": abandon,
    "sys-exit": give_up,
}


def fail(number):
    """An error of the application, in which nobody dies."""
    if number % 3 == 0:
        return {}["price"]
    if number % 3 == 1:
        return number / 0
    raise ValueError(f"cannot read quantity {number!r}")
