"""A small job service: logs the start and end of each job, and the traceback of whatever ends one."""
import logging
import os
import time
from urllib.parse import parse_qs

logging.basicConfig(
    filename=os.environ["JOBS_LOG"],
    level=logging.INFO,
    format="%(asctime)s [%(process)d] [%(levelname)s] jobs: %(message)s",
)
log = logging.getLogger("jobs")


def save(path):
    """Writes to a pipe that nobody reads: an ordinary blocking write, which gevent cannot make yield."""
    with open(path, "r+b", buffering=0) as out:
        while True:
            out.write(b"x" * 65536)


def application(environ, start_response):
    job = parse_qs(environ["QUERY_STRING"])["job"][0]
    path = environ["PATH_INFO"]
    log.info("job %s start %s", job, path)
    try:
        if path == "/save":
            save(os.environ["JOBS_FIFO"])
        else:
            time.sleep(float(os.environ["JOBS_SLEEP_S"]))
    except BaseException:
        log.exception("job %s broke off", job)
        raise
    log.info("job %s finish 200", job)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
