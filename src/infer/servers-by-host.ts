import type { Correlation } from '../model/correlation.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { ServerFacts } from '../model/report.ts';
import { statements } from '../model/statements.ts';
import type { Worker } from '../model/worker.ts';
import { serverFacts, serverOf } from './server.ts';

type ServerFor = (worker: Worker) => ServerFacts;

/**
 * The server of each worker: hosts that tell of their own (a start, a setting) differ in version, class and timeout, and so do
 * masters that run side by side on one.
 */
export function serversByHost(correlation: Correlation): ServerFor {
  const main = serverFacts(correlation);
  const own = new Map(hostsOfServers(correlation).map((host) => [host, serverFacts(onHost(correlation, host))]));
  const masters = mastersIn(correlation);
  const ofMasters = new Map<string, ServerFacts>();
  const several = masters.size > 1 ? correlation.workers : [];
  const speakers = new Map(several.map((worker) => [worker, spokenOfBy(worker, masters)]));
  const ofHosts = new Map<string | undefined, Correlation>();
  return (worker) => {
    const master = masters.size > 1 ? spokenOfBy(worker, masters) : undefined;
    if (master === undefined) return serverOf(worker, own.get(worker.host) ?? main);
    const key = `${String(master)} ${worker.host ?? ''}`;
    const ofHost = ofHosts.get(worker.host) ?? onHost(correlation, worker.host);
    ofHosts.set(worker.host, ofHost);
    const facts = ofMasters.get(key) ?? serverFacts(ofMaster(ofHost, master, speakers));
    ofMasters.set(key, facts);
    return facts;
  };
}

/** The pids by which masters told of their start. */
const mastersIn = ({ lifecycle }: Correlation): ReadonlySet<number> =>
  new Set(lifecycle.flatMap(({ event: { step, pid } }) => (step.what === 'master-started' ? (pid ?? []) : [])));

/** The master that spoke of each worker. */
type Speakers = ReadonlyMap<Worker, number | undefined>;

const spokenOfBy = ({ pid, told }: Worker, masters: ReadonlySet<number>): number | undefined =>
  told.map(({ event }) => event.pid).find((by) => by !== undefined && by !== pid && masters.has(by));

/** One master took the place of another (gunicorn's USR2): it was started by that one, with the same command line. */
const areUpgraded = ({ lifecycle }: Correlation): boolean =>
  lifecycle.some(({ event: { step } }) => step.what === 'master-signalled' && step.signal.toLowerCase() === 'usr2');

/** Without what other masters say of themselves, and without their workers, unless it took their place. */
function ofMaster(correlation: Correlation, master: number, speakers: Speakers): Correlation {
  const { workers, lifecycle } = correlation;
  return {
    ...correlation,
    workers: areUpgraded(correlation)
      ? workers
      : workers.filter((worker) => (speakers.get(worker) ?? master) === master),
    lifecycle: lifecycle.filter(({ event }) => !isOfServer(event) || (event.pid ?? master) === master),
  };
}

/** Hosts that state something of their server, where there are several. */
function hostsOfServers(correlation: Correlation): readonly (string | undefined)[] {
  const stating = statements(correlation).filter(isOfServer);
  const hosts = new Set(stating.flatMap(({ host }) => host ?? []));
  return hosts.size > 1 ? [...hosts] : [];
}

const isOfServer = ({ step }: LifecycleEvent): boolean =>
  step.what === 'master-started' || step.what === 'server-setting';

/** What is told of one host, or of none. */
function onHost(correlation: Correlation, host: string | undefined): Correlation {
  const isOf = (one: { readonly host?: string | undefined }): boolean => one.host === undefined || one.host === host;
  return {
    ...correlation,
    lifecycle: correlation.lifecycle.filter(({ event }) => isOf(event)),
    settings: correlation.settings.filter(isOf),
    workers: correlation.workers.filter(isOf),
    exceptions: correlation.exceptions.filter(({ event }) => isOf(event)),
  };
}
