import { describe, expect, it } from 'vitest';
import { appFrame, appFrameShown, foreignFrame } from '../../src/infer/whose-frame.ts';

it.each([
  ['build/src/app/operate/gen_op.py', true],
  ['/srv/app/shop/web.py', true],
  ['/usr/lib64/python3.6/gzip.py', false],
  ['/usr/lib/python3/dist-packages/flask/app.py', false],
  ['/srv/buildout/eggs/gunicorn-18.0-py2.7.egg/gunicorn/app/base.py', false],
  ['/opt/vendored/gunicorn/workers/ggevent.py', false],
  ['/opt/gunicorn/app/views.py', true],
  [String.raw`C:\app\lib\site-packages\flask\app.py`, false],
  ['src/gevent/greenlet.py', false],
  ['<frozen importlib._bootstrap>', false],
  ['requests/adapters.py', false],
  ['shop/requests/views.py', true],
])("%s: the application's own? %s", (file, own) => {
  expect(appFrame([{ file, line: 1, function: 'f' }]) !== undefined).toBe(own);
});

it('falls back on a package that is no known library, else on the innermost frame but for the server’s', () => {
  const at = (file: string) => ({ file, line: 1, function: 'f' });
  const installed = at('/usr/lib/python3.9/site-packages/shop/admin.py');
  const gunicorn = at('/usr/lib/python3.9/site-packages/gunicorn/workers/base.py');
  expect(foreignFrame([installed, at('/usr/lib/python3.9/ssl.py'), gunicorn])).toBe(installed);
  const [urllib3, ssl] = [
    at('/usr/lib/python3.9/site-packages/urllib3/connection.py'),
    at('/usr/lib/python3.9/ssl.py'),
  ];
  expect(foreignFrame([gunicorn, urllib3, ssl])).toBe(ssl);
  expect(foreignFrame([gunicorn, ssl])).toBe(ssl);
  expect(foreignFrame([gunicorn])).toBe(gunicorn);
  const [communicate, select] = [at('/usr/lib/python3.9/subprocess.py'), at('/usr/lib/python3.9/selectors.py')];
  expect(foreignFrame([communicate, select])).toBe(select);
  expect(foreignFrame([])).toBeUndefined();
});

describe('frames whose innermost are cut off', () => {
  const at = (file: string) => ({ file, line: 1, function: 'f' });
  const [view, wsgi] = [at('/srv/shop/views.py'), at('/srv/shop/wsgi.py')];
  const [django, requests] = ['django/core/handlers/wsgi.py', 'requests/api.py'].map((path) =>
    at(`/usr/lib/python3/dist-packages/${path}`),
  );

  it('show where the application stood, if it called what does not call it again', () => {
    expect(appFrameShown([view, requests ?? view])).toBe(view);
    expect(appFrameShown([view])).toBe(view);
  });

  it('do not show it where a framework took over', () => {
    expect(appFrameShown([wsgi, django ?? wsgi])).toBeUndefined();
    expect(appFrameShown([django ?? wsgi])).toBeUndefined();
  });
});
