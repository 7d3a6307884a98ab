import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { parseTracebacks } from '../../src/formats/traceback.ts';
import { sortFailures } from '../../src/infer/failures/sort-failures.ts';
import { gapsOf } from '../../src/infer/gaps/gaps.ts';
import { aborted, factsWith } from '../correlate/told.ts';

/** What CPython 3.11 prints where a line cannot be written to a full disk. */
const PRINTED = `--- Logging error ---
Traceback (most recent call last):
  File "/usr/lib/python3.11/logging/__init__.py", line 1114, in emit
    self.flush()
  File "/usr/lib/python3.11/logging/__init__.py", line 1094, in flush
    self.stream.flush()
OSError: [Errno 28] No space left on device
Call stack:
  File "/usr/bin/gunicorn", line 8, in <module>
    sys.exit(run())
Message: 'item %s asked for'
Arguments: (12,)`;

const [traceback] = parseTracebacks(PRINTED);

it('reads no more than what was raised as the message', () => {
  expect(traceback?.chain).toMatchObject([{ exception: 'OSError', message: '[Errno 28] No space left on device' }]);
});

it('a line that could not be logged is no request that failed, but one that the reader misses', () => {
  if (!traceback) throw new Error('a traceback');
  const correlation = correlate(factsWith({ exceptions: [{ ...aborted(10, 60), traceback }] }));
  expect(sortFailures([], correlation)).toEqual([]);
  expect(gapsOf([], { correlation, sources: [] })).toContainEqual(
    expect.objectContaining({
      what: 'what else the application and its server logged: 1 line at least could not be written',
      why: 'logging itself failed: OSError: [Errno 28] No space left on device',
    }),
  );
});
