import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Incident, Report, RequestClaim } from '../../../src/model/report.ts';
import type { RenderOptions } from '../../../src/report/renderer.ts';
import { textRenderer } from '../../../src/report/text/renderer.ts';
import { hostile } from '../hostile.ts';
import { incident } from '../sample-incident.ts';
import { blindReport, quietReport, sampleReport } from '../sample-report.ts';

const PLAIN: RenderOptions = { colour: false, width: 80, complete: false };

const text = (report: Report, options: Partial<RenderOptions> = {}): string =>
  [...textRenderer.render(report, { ...PLAIN, ...options })].join('');

/** As one line, so that a sentence is found wherever it is broken. */
const flat = (report: Report, options: Partial<RenderOptions> = {}): string =>
  text(report, options).replace(/\s+/g, ' ');

const withIncident = (changes: Partial<Incident>): Report => ({
  ...sampleReport,
  incidents: [{ ...incident, ...changes }],
});

const requestsOf = (role: RequestClaim['role'], count: number): readonly RequestClaim[] =>
  incident.requests
    .slice(0, 1)
    .flatMap((claim) =>
      Array.from({ length: count }, (_, at) => ({ ...claim, role, label: `GET /page/${String(at)}` })),
    );

describe('the whole page', () => {
  it.each([
    ['the story', 'seed-story', sampleReport, PLAIN],
    ['the story in full', 'seed-story-complete', sampleReport, { ...PLAIN, complete: true }],
    ['the story on a narrow screen', 'seed-story-50', sampleReport, { ...PLAIN, width: 50 }],
    ['a quiet day', 'quiet', quietReport, PLAIN],
    ['logs without any worker', 'could-not-look', blindReport, PLAIN],
  ])('prints %s', async (_title, name, report, options) => {
    await expect(text(report, options)).toMatchFileSnapshot(`../golden/${name}.txt`);
  });

  it.each([
    'web: gunicorn --timeout ${LIMIT:-30} shop:app',
    'timeout = int(os.environ.get("LIMIT", "30"))',
    "timeout = int(os.getenv('LIMIT', 30))",
  ])('says of a setting that is the default of a variable whose: %s', (line) => {
    const [setting] = sampleReport.settings;
    if (!setting) throw new Error('none');
    const evidence = { ...setting.evidence, text: line };
    expect(flat({ ...sampleReport, settings: [{ ...setting, evidence }] })).toContain(
      'states timeout = 30 (line 3, unless $LIMIT is set)',
    );
  });

  it('calls no end graceful for certain where workers cut requests off as they left', () => {
    expect(flat(quietReport)).toContain('ended gracefully');
    const cut = { ...quietReport.failures, recycled: 8 };
    expect(flat({ ...quietReport, failures: cut })).toContain('left, gracefully or with requests cut off');
  });

  it('says of workers that were gone with their server that no end is told', () => {
    const [life] = quietReport.workers;
    if (!life) throw new Error('none');
    const lost = { ...life, pid: 4101, end: 'unknown' as const, replacedBy: null };
    const said = flat({ ...quietReport, workers: [life, lost] });
    expect(said).toContain('No worker died abnormally in these logs.');
    expect(said).toContain('Of 4101 no end is told, but it was gone');
  });

  it('keeps to the width, but for references that are to be copied', () => {
    for (const width of [50, 80, 120]) {
      const long = text(sampleReport, { width })
        .split('\n')
        .filter((line) => line.length > width && !line.includes('https://'));
      expect(long).toEqual([]);
    }
  });

  it.each([
    ['its id', 'GET /item?order=ord_07f9a6', 'ord_07f9a6', 'GET /item?order=N'],
    ['numbers', 'GET /item/17', null, 'GET /item/N'],
    ['hashes', 'GET /blob/c60f194286ac/raw', null, 'GET /blob/N/raw'],
  ])('groups many requests by what is left of each without %s', (_what, label, id, kind) => {
    const requests = requestsOf('casualty', 14).map((claim) => ({ ...claim, label, id }));
    expect(flat(withIncident({ requests, casualtyCount: 14 }))).toContain(`14 x ${kind}, started`);
  });

  it('does not repeat what requests without names are called', () => {
    const requests = requestsOf('casualty', 14).map((claim) => ({ ...claim, label: 'GET /feed', id: null }));
    const page = flat(withIncident({ requests, casualtyCount: 14 }));
    expect(page.match(/GET \/feed/g)).toHaveLength(1);
  });

  it('takes no boot for a sign of life of a worker that no other line names', () => {
    const { worker } = incident;
    const booted = { ...worker, lastSignOfLifeAt: worker.bootedAt };
    expect(flat(withIncident({ worker: booted }))).toContain('No line after its boot names it.');
  });

  it('says the same with and without colour', () => {
    const coloured = text(sampleReport, { colour: true });
    expect(coloured).toContain('\u001b[1;31m== Incident inc-1');
    expect(stripVTControlCharacters(coloured)).toBe(text(sampleReport));
  });

  it('is plain ASCII where the logs are', () => {
    expect(text(sampleReport)).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('an accusation', () => {
  it.each([
    [0.95, 'job 2021031256665 blocked the worker (very likely, 0.95)'],
    [0.9, 'job 2021031256665 blocked the worker (very likely, 0.90)'],
    [0.899, 'job 2021031256665 probably blocked the worker (likely, 0.89)'],
    [0.6, 'job 2021031256665 probably blocked the worker (likely, 0.60)'],
    [0.59, 'job 2021031256665 may have blocked the worker (possible, 0.59)'],
  ])('at %d is worded %s', (confidence, sentence) => {
    const [culprit, ...others] = incident.requests;
    const requests = culprit ? [{ ...culprit, confidence }, ...others] : [];
    expect(flat(withIncident({ requests }))).toContain(sentence);
  });

  it('is not made where no request is known', () => {
    const requests = incident.requests.filter(({ role }) => role !== 'culprit');
    expect(flat(withIncident({ requests }))).toContain('These logs name no culprit, only the code that ran.');
  });

  it('of the death itself is hedged too', () => {
    expect(flat(withIncident({ confidence: 0.5, cause: 'oom' }))).toContain(
      'may have been killed because memory ran out (possible, 0.50)',
    );
  });
});

describe('a kill by timeout', () => {
  it.each([
    [
      { timeoutSeconds: 30, timeoutFrom: 'config' },
      'T - timeout = 09:57:44 - 30 s = 09:57:14 (timeout as configured).',
    ],
    [{ timeoutSeconds: 30, timeoutFrom: 'assumed' }, "= 09:57:14 (timeout assumed: the server's default)."],
    // A block of half a minute is no silence of two.
    [{ timeoutSeconds: 120, timeoutFrom: 'assumed' }, 'at most: since when cannot be told.'],
    [{ timeoutSeconds: 120, timeoutFrom: 'assumed' }, 'it is shorter than the default of 120 s.'],
    [{ timeoutSeconds: null, timeoutFrom: null }, 'T - timeout cannot be told: these logs do not state the timeout.'],
  ] as const)('shows its arithmetic for %o', (timeout, sentence) => {
    expect(flat(withIncident({ server: { ...incident.server, ...timeout } }))).toContain(sentence);
  });

  it('is not called by its server and the same name again', () => {
    const server = { ...incident.server, kind: 'gunicorn', version: null, workerClass: null };
    const worker = { ...incident.worker, pid: 28, name: 'gunicorn' };
    expect(flat(withIncident({ server, worker }))).toContain(': gunicorn (process 28)');
  });

  it('that ended in SIGKILL is not blamed on memory, and no guess is told that no line makes', () => {
    const [diagnosis] = incident.diagnoses;
    const shot = { diagnoses: diagnosis ? [{ ...diagnosis, id: 'supervisor-second-shot' }] : [] };
    const [event] = incident.events;
    const guess = event ? [{ ...event, text: 'Worker (pid:20431) was sent SIGKILL! Perhaps out of memory?' }] : [];
    expect(flat(withIncident(shot))).toContain("the supervisor's own second shot.");
    expect(flat(withIncident({ ...shot, events: guess }))).toContain('"Perhaps out of memory?" in the log is only');
    expect(flat(withIncident({ signal: 9 }))).not.toContain('second shot');
  });
});

describe('casualties', () => {
  it('are single lines up to twelve and grouped by kind from thirteen on', () => {
    expect(text(withIncident({ requests: requestsOf('casualty', 12), casualtyCount: 12 }))).toContain(
      '  GET /page/11\n',
    );
    expect(flat(withIncident({ requests: requestsOf('casualty', 13), casualtyCount: 13 }))).toContain(
      '13 x GET /page/N, started',
    );
  });

  it('beyond those named are counted', () => {
    expect(flat(withIncident({ casualtyCount: 21 }))).toContain('About 5 more died with it that are not named here.');
    expect(flat(withIncident({ requests: [], casualtyCount: 7 }))).toContain(
      'About 7 requests that these logs do not name.',
    );
  });

  it('that are only possible stand apart', () => {
    expect(flat(withIncident({ requests: requestsOf('possible-casualty', 2), casualtyCount: 0 }))).toContain(
      '2 requests may have died only because they shared the worker',
    );
  });

  it('may be one alone, which then may be why the worker ended, and no other is spoken of where no culprit is told', () => {
    const [only] = requestsOf('casualty', 1);
    const page = flat(withIncident({ requests: only ? [only] : [], casualtyCount: 0 }));
    expect(page).toContain('1 request died with the worker, and may be why it ended (seen in the logs):');
    const suspect = withIncident({ requests: requestsOf('possible-casualty', 1), casualtyCount: 0 });
    expect(flat(suspect)).not.toContain('known to have died with it');
    expect(flat(withIncident({ requests: [], casualtyCount: 0 }))).toContain(
      'No request is known to have died with it.',
    );
  });

  it('count once where the culprit is one of them, and nothing shows which', () => {
    const culprit = requestsOf('culprit', 1).map((claim) => ({ ...claim, clientSaw: null }));
    const died = requestsOf('casualty', 3).map((claim) => ({ ...claim, clientSaw: '502' }));
    const page = flat(withIncident({ requests: [...culprit, ...died], casualtyCount: 2 }));
    expect(page).toContain('3 requests died with the worker, 2 of them only because they shared it');
    expect(page).toContain('They saw: 502 (3).');
  });
});

it('a log of access lines is called by no server, as many write the same', () => {
  const [source] = sampleReport.sources;
  const read = source ? [{ ...source, format: 'gunicorn-access+python-app' }] : [];
  expect(flat({ ...sampleReport, sources: read })).toContain('access log+python-app');
});

describe('the shape of a death', () => {
  it('speaks of others only where some died', () => {
    expect(flat(withIncident({ shape: 'abort-traceback' }))).toContain('All others died without a word');
    expect(flat(withIncident({ shape: 'abort-traceback', casualtyCount: 0 }))).not.toContain('All others');
  });

  it('tells a stack that was printed before from a traceback of the death', () => {
    expect(flat(withIncident({ shape: 'silent-kill' }))).toContain('A stack that was printed while the worker stood');
    expect(flat(withIncident({ shape: 'silent-kill', traceback: null }))).toContain('No traceback of this death');
  });
});

describe('long lists', () => {
  const many: Report = {
    ...sampleReport,
    incidents: Array.from({ length: 14 }, (_, at) => ({ ...incident, id: `inc-${String(at)}` })),
  };

  it('are cut with a count and the way to the rest', () => {
    expect(flat(many)).toContain(
      '... and 4 more incidents (forensics incidents lists all, forensics explain ID tells one)',
    );
    expect(flat(sampleReport)).toContain('more (forensics explain inc-1 shows all)');
  });

  it('show the gravest incidents, in the order in which they happened', () => {
    const incidents = many.incidents.map((each, at) => ({ ...each, casualtyCount: at >= 12 ? 20 : 1 }));
    expect(flat({ ...many, incidents })).toMatch(/Incident inc-7 .*Incident inc-12 .*Incident inc-13 /s);
    expect(flat({ ...many, incidents })).not.toContain('Incident inc-8 ');
  });

  it('are whole where the reader asks for all', () => {
    expect(flat(many, { complete: true })).not.toContain('... and');
  });
});

describe('hostile log text', () => {
  const page = text(hostile(sampleReport), { complete: true });

  it('reaches the terminal without control or bidi marks', () => {
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  });

  it('cannot start a line of its own', () => {
    expect(page.split('\n').filter((line) => line.startsWith('FORGED'))).toEqual([]);
  });
});
