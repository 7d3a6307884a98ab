import type { MessageSample } from '../message-rules.ts';

const waited = (why: 'lock' | 'statement', seconds?: number, isOver = true): MessageSample['step'] => ({
  ...{ what: 'database-waited', why },
  ...{ seconds, isOver },
});

/** As PostgreSQL 15 writes them. */
export const samples: readonly MessageSample[] = [
  {
    text: 'LOG:  process 21723 still waiting for AccessShareLock on relation 16385 of database 16384 after 1000.082 ms at character 22',
    step: waited('lock', 1.000_082, false),
  },
  {
    text: 'LOG:  process 312 still waiting for ShareLock on transaction 742 after 1000.123 ms',
    step: waited('lock', 1.000_123, false),
  },
  {
    text: 'LOG:  process 21788 acquired AccessShareLock on relation 16385 of database 16384 after 18138.552 ms at character 22',
    step: waited('lock', 18.138_552),
  },
  {
    text: 'LOG:  process 312 detected deadlock while waiting for ShareLock on transaction 742 after 1000.100 ms',
    step: waited('lock', 1.0001),
  },
  { text: 'ERROR:  deadlock detected', step: waited('lock') },
  { text: 'ERROR:  canceling statement due to lock timeout', step: waited('lock') },
  { text: 'ERROR:  canceling statement due to statement timeout', step: waited('statement') },
  {
    text: 'LOG:  duration: 18139.5 ms  statement: select count(*) from orders',
    step: waited('statement', 18.1395),
  },
  { text: 'LOG:  duration: 9.114 ms  statement: select 1', step: undefined },
  { text: 'ERROR:  canceling statement due to user request', step: undefined },
  { text: 'LOG:  process 77 is no longer waiting', step: undefined },
];
