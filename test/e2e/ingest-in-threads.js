// Prints what a built ingest in so many threads leaves: its report, and the rows of every table of the case.
import Database from 'better-sqlite3';
import { ingest } from '../../dist/ingest.js';

const [logs, casePath, threads] = process.argv.slice(2);
const options = { paths: [logs], casePath, accessFormats: [], toolVersion: '0', now: new Date(0) };
const { report } = await ingest({ ...options, threads: Number(threads) });
const db = new Database(casePath, { readonly: true });
const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
const rows = tables.map((name) => [name, db.prepare(`select * from "${name}"`).all()]);
process.stdout.write(JSON.stringify({ report, rows }));
