import type { LogEvent } from '../model/event.ts';
import type { ActivityRow, BlockFindings, BlockRow, WholeRequest } from '../model/findings.ts';
import { bodyOf } from './bodies.ts';
import { packCrossing, unpackCrossing } from './packed.ts';
import { piecesText } from './piece-text.ts';
import { stampColumns } from './rows.ts';
import type { Statements } from './statements.ts';

type Role = 'event' | 'edge';

/** Stores what the scan of one block kept; a block that is there already adds nothing. */
export function writeBlock(statements: Statements, findings: BlockFindings): void {
  const { row, events, edges, crossing = [], activity, unrecognised, unrecognisedLines } = findings;
  const { source, byteFrom, byteTo, lineFrom, lines, first, last, pieces } = row;
  const place = [source, byteFrom, byteTo, lineFrom, lines, unrecognisedLines];
  const { changes } = statements.insertBlock.run(
    ...place,
    ...stampColumns(first),
    ...stampColumns(last),
    pieces ? piecesText(pieces) : null,
  );
  if (changes === 0) return;
  statements.countToSource.run(byteTo - byteFrom, lines, unrecognisedLines, source);
  writeEvents(statements, 'event', events);
  writeEvents(statements, 'edge', edges);
  if (crossing.length > 0) writeCrossing(statements, row, crossing);
  writeActivity(statements, activity);
  for (const { template, count, example, exampleText } of unrecognised)
    statements.insertUnrecognised.run(source, byteFrom, template, count, example.line, example.byteOffset, exampleText);
}

/** What began in an earlier block was an edge of it until its end was met. */
function writeCrossing(
  statements: Statements,
  { source, byteFrom }: BlockRow,
  crossing: readonly WholeRequest[],
): void {
  for (const { start } of crossing) statements.dropStart.run(source, start.origin.byteOffset, bodyOf(start));
  statements.insertCrossing.run(source, byteFrom, packCrossing(crossing));
}

/** Makes the starts of requests that ended in a block edges again: their ends may be read otherwise the next time. */
export function reopenCrossing(statements: Statements, source: number, byteFrom: number): void {
  const packed = statements.crossing.get(source, byteFrom);
  if (packed)
    writeEvents(
      statements,
      'edge',
      unpackCrossing(packed).map(({ start }) => start),
    );
}

/** A record may tell several events: they are told apart by their place within it. */
function writeEvents(statements: Statements, role: Role, events: readonly LogEvent[]): void {
  let before = -1;
  let place = 0;
  for (const event of events) {
    place = event.origin.byteOffset === before ? place + 1 : 0;
    before = event.origin.byteOffset;
    writeEvent(statements, event, { role, place });
  }
}

function writeEvent(statements: Statements, event: LogEvent, { role, place }: { role: Role; place: number }): void {
  const { origin, stamp, pid, host, text, kind } = event;
  const { source, byteOffset, line } = origin;
  statements.insertEvent.run(
    role,
    place,
    source,
    byteOffset,
    line,
    kind,
    ...stampColumns(stamp),
    pid ?? null,
    host ?? null,
    text,
    bodyOf(event),
  );
}

function writeActivity(statements: Statements, activity: readonly ActivityRow[]): void {
  for (const { source, pid, host, first, last, firstOrigin, lastOrigin, records, started, finished } of activity) {
    const origins = [firstOrigin.line, firstOrigin.byteOffset, lastOrigin.line, lastOrigin.byteOffset];
    const counts = [records, started, finished];
    statements.insertActivity.run(
      source,
      pid ?? null,
      host ?? null,
      ...stampColumns(first),
      ...stampColumns(last),
      ...origins,
      ...counts,
    );
  }
}
