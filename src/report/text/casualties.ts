import type { Incident, RequestClaim } from '../../model/report.ts';
import { areBystanders } from '../bystanders.ts';
import { certaintySpan } from '../certainty.ts';
import { counted } from '../counted.ts';
import type { Line } from '../line.ts';
import { told } from './margin.ts';
import type { Page } from './margin.ts';
import { reasons, requestList } from './request-list.ts';

const basisOf = (claims: readonly RequestClaim[]): string => {
  const inferred = claims.filter(({ basis }) => basis === 'inferred').length;
  if (inferred > 0) return inferred === claims.length ? 'inferred' : `${String(inferred)} of them inferred`;
  return claims.length === 1 ? 'seen in the logs' : 'each seen in the logs';
};

const howSure = (claims: readonly RequestClaim[]): string =>
  `${certaintySpan(claims.map(({ confidence }) => confidence))}; ${basisOf(claims)}`;

interface Lost {
  readonly label: string;
  readonly fate: string;
  readonly claims: readonly RequestClaim[];
  readonly sure: string;
}

const lost = ({ label, fate, claims, sure }: Lost, incident: Incident, page: Page): readonly Line[] =>
  claims.length === 0
    ? []
    : [
        ...told(label, `${counted(claims.length, 'request')} ${fate} (${sure}):`, page),
        ...requestList(claims, incident, page),
        ...reasons(claims, page),
      ];

const noneBut = ({ requests }: Incident): string =>
  requests.some(({ role }) => role === 'culprit') ? 'No other request' : 'No request';

const unnamed = (incident: Incident, named: number, page: Page): readonly Line[] => {
  const missing = incident.casualtyCount - named;
  if (missing <= 0)
    return named > 0 ? [] : told('Died too', `${noneBut(incident)} is known to have died with it.`, page);
  return named > 0
    ? told('', `About ${String(missing)} more died with it that are not named here.`, page)
    : told('Died too', `About ${counted(missing, 'request')} that these logs do not name.`, page);
};

const isNoBystander = (listed: number, casualtyCount: number): boolean => listed > 0 && casualtyCount === 0;

/** Where nothing shows which of them the culprit was, it is among the list but not among the count. */
const fateOf = (listed: number, { casualtyCount, requests }: Incident): string => {
  if (isNoBystander(listed, casualtyCount)) return 'died with the worker, and may be why it ended';
  if (listed > casualtyCount)
    return `died with the worker, ${String(casualtyCount)} of them only because they shared it`;
  const areSuspected = requests.some(({ role, suspicion }) => role === 'casualty' && suspicion !== undefined);
  if (areSuspected || !areBystanders(casualtyCount, requests)) return 'died with the worker';
  return `died ${bySharing(listed)}`;
};

const bySharing = (count: number): string => `only because ${count === 1 ? 'it' : 'they'} shared the worker`;

/** The requests that died because they shared the worker: those that did, those without a name, those that may have. */
export const casualties = (incident: Incident, page: Page): readonly Line[] => {
  const sure = incident.requests.filter(({ role }) => role === 'casualty');
  const possible = incident.requests.filter(({ role }) => role === 'possible-casualty');
  // How likely it is a bystander says little of one that may be why: that it was there is what its basis tells.
  const died = isNoBystander(sure.length, incident.casualtyCount) ? basisOf(sure) : howSure(sure);
  const perhaps = `may have died ${bySharing(possible.length)}`;
  return [
    ...lost({ label: 'Died too', fate: fateOf(sure.length, incident), claims: sure, sure: died }, incident, page),
    ...(possible.length > 0 && incident.casualtyCount === 0 ? [] : unnamed(incident, sure.length, page)),
    ...lost({ label: 'Perhaps', fate: perhaps, claims: possible, sure: howSure(possible) }, incident, page),
  ];
};
