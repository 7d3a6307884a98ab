import type Database from 'better-sqlite3';
import { VIEWS } from '../views.ts';
import { APPLICATION_ID } from './application-id.ts';
import { createCase } from './migrations/0001-case.ts';
import { stateClocks } from './migrations/0002-stated-clocks.ts';
import { closeUps } from './migrations/0003-close-ups.ts';
import { remarks } from './migrations/0004-remarks.ts';
import { incidentRequests } from './migrations/0005-incident-requests.ts';
import { sourceWindow } from './migrations/0006-window.ts';
import { disturbance } from './migrations/0007-disturbance.ts';
import { unnamed } from './migrations/0008-unnamed.ts';
import { pieces } from './migrations/0009-pieces.ts';
import { packed } from './migrations/0010-packed.ts';
import { growth } from './migrations/0011-growth.ts';
import { incidentParts } from './migrations/0012-incident-parts.ts';
import { toldTogether } from './migrations/0013-told-together.ts';
import { viewStatement } from './view-statement.ts';

/**
 * Schema changes in order; `user_version` is the number of those done. One that has been released is never edited. The views
 * are made anew after any of them: a release that only changes a view adds an empty one.
 */
const MIGRATIONS: readonly string[] = [
  createCase,
  stateClocks,
  closeUps,
  remarks,
  incidentRequests,
  sourceWindow,
  disturbance,
  unnamed,
  pieces,
  packed,
  growth,
  incidentParts,
  toldTogether,
];

/** The newest schema that this program knows. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings a database to the newest schema, in one transaction. Gives the version that it had. */
export function migrate(db: Database.Database): number {
  const work = db.transaction(() => {
    const done = Number(db.pragma('user_version', { simple: true }));
    if (done >= SCHEMA_VERSION) return done;
    for (const migration of MIGRATIONS.slice(done)) db.exec(migration);
    for (const view of VIEWS) db.exec(`drop view if exists ${view.name}; ${viewStatement(view)}`);
    db.pragma(`application_id = ${String(APPLICATION_ID)}`);
    db.pragma(`user_version = ${String(SCHEMA_VERSION)}`);
    return done;
  });
  return work.immediate();
}
