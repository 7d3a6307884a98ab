import { expect, it } from 'vitest';
import { parseTraceback } from '../../src/formats/traceback.ts';

it('reads frames that were written down without their lines', () => {
  const traceback = parseTraceback(
    [
      '  File ".../shop/pool.py", in take',
      '    self._lock.acquire()',
      '  File ".../gunicorn/workers/base.py", in handle_abort',
      '    sys.exit(1)',
      'SystemExit: 1',
    ].join('\n'),
  );
  expect(traceback?.chain).toEqual([
    {
      ...{ exception: 'SystemExit', message: '1' },
      frames: [
        { file: '.../shop/pool.py', line: 0, function: 'take', code: 'self._lock.acquire()' },
        { file: '.../gunicorn/workers/base.py', line: 0, function: 'handle_abort', code: 'sys.exit(1)' },
      ],
    },
  ]);
  expect(parseTraceback('  File "shop/pool.py", in the folder of old ones')).toBeUndefined();
});
