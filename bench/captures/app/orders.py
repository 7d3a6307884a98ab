"""What every framework's application does with a request: tells the truth file and the logs, then works, fails or blocks."""
import time
from urllib.parse import parse_qs

from faults import FAULTS, fail, real_sleep
from logs import open_logs
from record import PLAN, record

LOGS = open_logs()


class Order:
    """One try of a request. Its `key` and what it is to `do` travel in headers that no log shows."""

    def __init__(self, method, path, query, header):
        self.key = header("X-Capture-Key") or "probe"
        self.do, _, self.value = (header("X-Capture-Do") or "nap:0").partition(":")
        named = parse_qs(query).get(PLAN["id"]["name"], [""])[0]
        self.id = header("X-Request-ID") if PLAN["id"]["as"] == "header" else named
        self.fields = {"id": self.id or "-", "method": method, "path": path}
        self.since = time.monotonic()

    def starts(self):
        record("start", key=self.key)
        LOGS.tell("started", self.fields)

    def ends(self, status):
        took = time.monotonic() - self.since
        record("finish", key=self.key, status=status)
        LOGS.tell("finished", {**self.fields, "status": status, "ms": round(took * 1000), "seconds": took})

    def fails(self, error):
        """An error ends the request; what is thrown to end the worker does not end it, it is killed."""
        ended = isinstance(error, Exception)
        record("finish" if ended else "thrown", key=self.key, status=500, error=type(error).__name__)
        if PLAN["logs"]["catches"] == "everything" or (ended and PLAN["logs"]["catches"] == "errors"):
            LOGS.failed(self.fields)

    def works(self):
        """What is the same for all: everything but to wait as the framework does."""
        if self.do == "fail":
            fail(int(self.value))
        elif self.do == "stall":
            real_sleep(float(self.value))
        elif self.do == "fault":
            FAULTS[self.value](self.key)

    @property
    def wait(self):
        return float(self.value) if self.do == "nap" else 0.05
