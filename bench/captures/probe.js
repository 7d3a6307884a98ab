// What an interpreter can serve: its gunicorn, the worker classes and the frameworks that it can import.
import { spawnSync } from 'node:child_process';

const ASK = `
import importlib, json, gunicorn
def has(name):
    try:
        importlib.import_module(name); return True
    except BaseException:
        return False
print(json.dumps({
    "version": gunicorn.__version__,
    "classes": ["sync", "gthread"]
        + [name for name in ("gevent", "eventlet", "tornado") if has(name) and has("gunicorn.workers.g" + name)]
        + (["asgi"] if has("gunicorn.workers.gasgi") else [])
        + (["uvicorn.workers.UvicornWorker"] if has("uvicorn.workers") else []),
    "frameworks": [name for name in ("flask", "django", "starlette") if has(name)],
    "libraries": [name for name, module in (("structlog", "structlog"), ("loguru", "loguru"), ("python", "pythonjsonlogger")) if has(module)],
}))`;

export function probe(python) {
  const asked = spawnSync(python, ['-W', 'ignore', '-c', ASK], { encoding: 'utf8' });
  if (asked.status !== 0) throw new Error(`${python} has no gunicorn: ${asked.stderr || asked.error}`);
  return { python, ...JSON.parse(asked.stdout) };
}
