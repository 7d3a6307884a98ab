import { ansiColours } from './ansi-colours/envelope.ts';
import { cloudJson } from './cloud-json/envelope.ts';
import { compose } from './compose/envelope.ts';
import { cri } from './cri/envelope.ts';
import { csv } from './csv/envelope.ts';
import { dockerInspect } from './docker-inspect/envelope.ts';
import { dockerJson } from './docker-json/envelope.ts';
import { dockerTimestamps } from './docker-timestamps/envelope.ts';
import type { Envelope } from './envelope.ts';
import { fileNames } from './file-names/envelope.ts';
import { gcloudTable } from './gcloud-table/envelope.ts';
import { gluedRecords } from './glued-records/envelope.ts';
import { journalExport } from './journal-export/envelope.ts';
import { journalJson } from './journal-json/envelope.ts';
import { journalVerbose } from './journal-verbose/envelope.ts';
import { jsonDocument } from './json-document/envelope.ts';
import { kubectl } from './kubectl/envelope.ts';
import { laidOutJson } from './laid-out-json/envelope.ts';
import { listedLines } from './listed-lines/envelope.ts';
import { logfmt } from './logfmt/envelope.ts';
import { newestFirst } from './newest-first/envelope.ts';
import { numberedLines } from './numbered-lines/envelope.ts';
import { passengerOutput } from './passenger-output/envelope.ts';
import { pasted } from './pasted/envelope.ts';
import { platform } from './platform/envelope.ts';
import { pm2Logs } from './pm2-logs/envelope.ts';
import { prefixedLines } from './prefixed-lines/envelope.ts';
import { repeatedHeads } from './repeated-heads/envelope.ts';
import { rfc5424 } from './rfc5424/envelope.ts';
import { stampedLines } from './stamped-lines/envelope.ts';
import { stampsAbove } from './stamps-above/envelope.ts';
import { structuredJson } from './structured-json/envelope.ts';
import { supervisordOutput } from './supervisord-output/envelope.ts';
import { syslog } from './syslog/envelope.ts';
import { syslogNgJson } from './syslog-ng-json/envelope.ts';
import { textTable } from './text-table/envelope.ts';
import { typeset } from './typeset/envelope.ts';
import { wrapped } from './wrapped/envelope.ts';

/** All envelopes, in the order in which they are tried on a line: those that tell more before those that fit more. */
export const envelopes: readonly Envelope[] = [
  textTable,
  csv,
  typeset,
  pasted,
  numberedLines,
  fileNames,
  gcloudTable,
  ansiColours,
  listedLines,
  jsonDocument,
  laidOutJson,
  journalJson,
  syslogNgJson,
  journalExport,
  journalVerbose,
  stampsAbove,
  wrapped,
  dockerInspect,
  dockerJson,
  cloudJson,
  cri,
  kubectl,
  pm2Logs,
  passengerOutput,
  compose,
  rfc5424,
  platform,
  supervisordOutput,
  syslog,
  dockerTimestamps,
  stampedLines,
  structuredJson,
  logfmt,
  prefixedLines,
  repeatedHeads,
  newestFirst,
  gluedRecords,
];
