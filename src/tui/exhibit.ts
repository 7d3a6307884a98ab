import { workerName } from '../lib/worker-name.ts';
import type { Diagnosis, Incident, RequestClaim } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';
import type { Remark } from '../model/remark.ts';
import { claimsOf } from './incident-rows.ts';
import { remarksHere } from './remarked.ts';
import type { Lane } from './lanes.ts';
import type { State } from './state.ts';
import { causeWords } from './words.ts';

/** Why something is believed, and the log lines behind it. */
export interface Exhibit {
  readonly title: string;
  /** How sure, 0 … 1, and whether the logs show it or it follows from them. */
  readonly confidence: number | undefined;
  readonly basis: RequestClaim['basis'] | undefined;
  /** Plain sentences. */
  readonly facts: readonly string[];
  readonly reasons: readonly string[];
  readonly against: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly remarks: readonly Remark[];
}

/** What is shown of that which is looked at: a request, a worker that died, or any other life. */
export const selectedExhibit = (state: State): Exhibit => ({ ...toldOf(state), remarks: remarksHere(state) });

type Told = Omit<Exhibit, 'remarks'>;

function toldOf({ night, screen, lane, incident, row, filter }: State): Told {
  const life = night.lanes[lane];
  const index = screen === 'overview' ? life?.incident : incident;
  const happening = night.happenings[index ?? -1];
  if (!happening) return lifeExhibit(life);
  const claim = screen === 'overview' ? undefined : claimsOf(happening.incident, filter)[row - 1];
  return claim ? claimExhibit(claim) : incidentExhibit(happening.incident);
}

const claimExhibit = (claim: RequestClaim): Told => ({
  title: `${claim.role}: ${claim.label}`,
  ...{ confidence: claim.confidence, basis: claim.basis, reasons: claim.reasons, against: claim.against },
  facts: [
    ...(claim.clientSaw === null ? [] : [`the client saw ${claim.clientSaw}`]),
    ...(claim.retry === null ? [] : [`it was tried again at ${claim.retry.at}: ${claim.retry.outcome}`]),
  ],
  evidence: claim.evidence,
});

const told = ({ title, remedy, reference }: Diagnosis): string => `${title}. ${remedy} (${reference})`;

const incidentExhibit = (incident: Incident): Told => ({
  title: `${incident.id}: ${workerName(incident.worker)}, ${causeWords(incident)}`,
  confidence: incident.confidence,
  basis: undefined,
  facts: [incident.explanation, ...incident.diagnoses.map(told)],
  reasons: incident.diagnoses.flatMap((diagnosis) => diagnosis.for),
  against: incident.diagnoses.flatMap(({ against }) => against),
  evidence: recordsOf(incident),
});

/** The records of the death first: its boot is of less interest. */
function recordsOf({ events, traceback }: Incident): readonly Evidence[] {
  const isBoot = ({ kind }: { readonly kind: string }): boolean => kind === 'worker-booting';
  const toldBy = (some: Incident['events']): readonly Evidence[] => some.map(({ evidence }) => evidence);
  const death = events.filter((event) => !isBoot(event));
  return [...toldBy(death), ...(traceback?.evidence ?? []), ...toldBy(events.filter(isBoot))];
}

function lifeExhibit(lane: Lane | undefined): Told {
  const nothing = { confidence: undefined, basis: undefined, reasons: [], against: [], evidence: [] };
  if (!lane) return { ...nothing, title: 'nothing is looked at', facts: [] };
  const { life } = lane;
  const facts = [
    life.bootedAt === null ? 'no log tells of its boot' : `it booted at ${life.bootedAt}`,
    life.lastSeenAt === null ? 'it wrote nothing' : `it was last heard of at ${life.lastSeenAt}`,
    life.diedAt === null ? 'no log tells of its end' : `it ended at ${life.diedAt}: ${life.end}`,
    ...(life.replacedBy === null ? [] : [`worker ${String(life.replacedBy)} took its place`]),
    'no incident touches it, so that the case keeps no log lines of it',
  ];
  return { ...nothing, title: `${workerName(life)}, ${life.end}`, facts };
}
