"""Answers at once; on /hang it sleeps for longer than any server of the tests waits."""
import time


def application(environ, start_response):
    if environ["PATH_INFO"] == "/hang":
        time.sleep(60)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
