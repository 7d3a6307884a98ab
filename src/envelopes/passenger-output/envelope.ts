import type { Envelope, Inner } from '../envelope.ts';

// App 4711 output: TEXT        stdout, stderr: before 5.0
const LINE = /^App (?<pid>\d{1,7}) (?:output|stdout|stderr): ?(?<text>.*)$/s;

const peel = (line: string): Inner | undefined => {
  const { pid, text } = LINE.exec(line)?.groups ?? {};
  return pid === undefined || text === undefined ? undefined : { text, pid: Number(pid), stream: `app ${pid}` };
};

/** What Passenger sets before each line that an application's process prints. */
export const passengerOutput: Envelope = {
  id: 'passenger-output',
  title: "an application's output in Passenger's log",
  docs: 'https://www.phusionpassenger.com/docs/advanced_guides/troubleshooting/',
  samples: [
    {
      line: 'App 4711 output: Traceback (most recent call last):',
      inner: { text: 'Traceback (most recent call last):', pid: 4711, stream: 'app 4711' },
    },
    {
      line: 'App 4711 output:   File "/srv/shop/views.py", line 12, in report',
      inner: { text: '  File "/srv/shop/views.py", line 12, in report', pid: 4711, stream: 'app 4711' },
    },
  ],
  learn: ({ lines }) => (lines.some((line) => peel(line) !== undefined) ? '' : undefined),
  open: () => peel,
};
