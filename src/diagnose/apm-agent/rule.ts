import type { Conclusion } from '../../model/conclusion.ts';
import type { Frame } from '../../model/traceback.ts';
import { framesAtAbort } from '../../model/abort.ts';
import { confidenceBy } from '../confidence.ts';
import { signsOfHold } from '../held-in.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

const AGENT = /[\\/](?<agent>ddtrace|sentry_sdk|newrelic|elasticapm|opentelemetry)[\\/]/;

/**
 * The agent's own work held the worker. Agents wrap every request, so their frames stand in most stacks: only those that the
 * application's innermost frame called count.
 */
export const apmAgent: Rule = {
  id: 'apm-agent',
  title: 'The work of a tracing or monitoring agent held the worker',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const agent = incident.cause === 'timeout' ? agentIn(incident) : undefined;
    if (agent === undefined) return undefined;
    const signs = [
      `the code stood in ${agent}, called below the application's last line`,
      ...signsOfHold(incident, night).slice(1),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: [`an agent also stands between the application and what it calls: a run without ${agent} would tell`],
      remedy: `Upgrade or pin ${agent}, start it in a post_fork hook after gevent's patching, and let it send from a thread with a timeout.`,
      reference: 'dd-trace-py#1980, #14062; gunicorn docs, "Server Hooks", post_fork',
    };
  },
};

/** The agent in whose file the innermost frame is, below a frame of the application. */
function agentIn({ block, tracebacks, dumps }: Conclusion): string | undefined {
  const stacks = [
    ...tracebacks.map(({ event }) => framesAtAbort(event.traceback)),
    ...dumps.map(({ event }) => event.traceback.chain.at(-1)?.frames ?? []),
  ];
  return stacks.map((frames) => agentBelow(frames, block?.frame)).find((agent) => agent !== undefined);
}

function agentBelow(frames: readonly Frame[], last: Frame | undefined): string | undefined {
  const at = frames.findLastIndex(({ file, line }) => file === last?.file && line === last.line);
  return at < 0 ? undefined : frames.slice(at + 1).flatMap(({ file }) => AGENT.exec(file)?.groups?.['agent'] ?? [])[0];
}
