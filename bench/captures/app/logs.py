"""The application's own logs: the same events in one of several libraries and layouts, once for each level of detail.

Level L0 has tracebacks only, L1 starts and ends with the pid, L2 with pid and id, L2b with the id alone.
"""
import logging
import os

from record import PLAN

STYLE = PLAN["logs"]["style"]
LEVELS = ("L0", "L1", "L2", "L2b")

PLAIN = {
    "bracketed": "%(asctime)s [{pid}] [%(levelname)s] %(name)s: %(message)s",
    "threaded": "%(asctime)s {pid}:%(threadName)s %(levelname)s %(message)s",
    "flask-like": "[%(asctime)s] [{pid}] %(levelname)s in %(module)s: %(message)s",
    "level-first": "%(levelname)s %(asctime)s %(module)s {pid} %(message)s",
    "dashes": "%(asctime)s - %(name)s - %(levelname)s - {pid} - %(message)s",
}
SAYS = {
    "start-done": ("start {id} {method} {path}", "done {id} {status} {ms} ms"),
    "order": ("order {id}: {method} {path}", "order {id}: {status} after {seconds:.3f} s"),
    "arrows": ("--> {method} {path} {id}", "<-- {status} {path} {id} {ms}ms"),
    "request": ("Request {id} started: {method} {path}", "Request {id} finished with {status} in {ms} ms"),
    "job": ("job={id} begin path={path}", "job={id} end status={status} took={ms}"),
}


def shown(level, fields):
    kept = {**fields, "pid": os.getpid()}
    if level in ("L0", "L1"):
        kept.pop("id", None)
    if level == "L2b":
        kept.pop("pid")
    return kept


def file_of(level):
    return f"{PLAN['folder']}/app.{level}.log"


class Plain:
    """The standard library's logging with a format of one's own."""

    def __init__(self):
        self.loggers = {}
        for level in LEVELS:
            pattern = PLAIN[STYLE].format(pid="%(process)d") if level != "L2b" else \
                PLAIN[STYLE].replace(" [{pid}]", "").replace("{pid}:", "").replace(" {pid} -", "").replace(" {pid}", "")
            handler = logging.FileHandler(file_of(level))
            handler.setFormatter(logging.Formatter(pattern))
            logging.getLogger().addHandler(handler)
            self.loggers[level] = logging.Logger("shop.requests")
            self.loggers[level].addHandler(handler)

    def tell(self, which, fields):
        for level, logger in self.loggers.items():
            text = SAYS[PLAN["logs"]["says"]][which == "finished"]
            if level == "L0":
                continue
            if level == "L1":
                text = text.replace(" {id}:", "").replace("={id}", "").replace(" {id}", "")
            logger.info(text.format(**fields))

    def failed(self, fields):
        for level, logger in self.loggers.items():
            subject = f"request {fields['id']}" if level in ("L2", "L2b") else fields["path"]
            logger.error(f"Unhandled exception in {subject}", exc_info=True)


class PythonJson(Plain):
    """python-json-logger, with `extra` fields."""

    def __init__(self):
        from pythonjsonlogger.json import JsonFormatter

        self.loggers = {}
        for level in LEVELS:
            handler = logging.FileHandler(file_of(level))
            names = "%(asctime)s %(levelname)s %(name)s %(message)s"
            handler.setFormatter(JsonFormatter(names if level == "L2b" else names + " %(process)d"))
            logging.getLogger().addHandler(handler)
            self.loggers[level] = logging.Logger("shop.requests")
            self.loggers[level].addHandler(handler)

    def tell(self, which, fields):
        for level, logger in self.loggers.items():
            if level != "L0":
                kept = shown(level, fields)
                kept.pop("pid", None)
                logger.info(f"request_{which}", extra={("request_id" if k == "id" else k): v for k, v in kept.items()})


class Structlog:
    def __init__(self):
        import structlog

        render = {
            "structlog-json": structlog.processors.JSONRenderer(),
            "structlog-logfmt": structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
            "structlog-console": structlog.dev.ConsoleRenderer(colors=False),
        }[STYLE]
        steps = [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso")]
        if STYLE != "structlog-console":
            steps.append(structlog.processors.format_exc_info)
        self.loggers = {}
        for level in LEVELS:
            file = open(file_of(level), "a", buffering=1, encoding="utf-8")
            self.loggers[level] = structlog.wrap_logger(structlog.WriteLogger(file), processors=[*steps, render])
            logging.getLogger().addHandler(logging.FileHandler(file_of(level)))

    def tell(self, which, fields):
        for level, logger in self.loggers.items():
            if level != "L0":
                kept = shown(level, fields)
                logger.info(f"request_{which}", **{("request_id" if k == "id" else k): v for k, v in kept.items()})

    def failed(self, fields):
        for level, logger in self.loggers.items():
            kept = shown(level, fields)
            logger.error("request_failed", exc_info=True, **{("request_id" if k == "id" else k): v for k, v in kept.items()})


class Loguru:
    def __init__(self):
        from loguru import logger

        logger.remove()
        self.logger = logger
        time = "{time:YYYY-MM-DD HH:mm:ss.SSS} | {level: <8} | "
        for level in LEVELS:
            pattern = time + ("" if level == "L2b" else "{process} | ") + "{name}:{function}:{line} - {message}"
            whole = {"serialize": True} if STYLE == "loguru-json" else {"format": pattern}
            logger.add(file_of(level), filter=lambda line, of=level: line["extra"].get("of") == of, diagnose=False, **whole)
            logging.getLogger().addHandler(logging.FileHandler(file_of(level)))

    def tell(self, which, fields):
        text = SAYS[PLAN["logs"]["says"]][which == "finished"]
        bare = text.replace(" {id}:", "").replace("={id}", "").replace(" {id}", "")
        for level in LEVELS[1:]:
            self.logger.bind(of=level).info((bare if level == "L1" else text).format(**fields))

    def failed(self, fields):
        for level in LEVELS:
            subject = f"request {fields['id']}" if level in ("L2", "L2b") else fields["path"]
            self.logger.bind(of=level).exception(f"Unhandled exception in {subject}")


def open_logs():
    if STYLE == "python-json":
        return PythonJson()
    if STYLE.startswith("structlog"):
        return Structlog()
    return Loguru() if STYLE.startswith("loguru") else Plain()
