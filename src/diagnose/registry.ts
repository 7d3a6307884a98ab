import { apmAgent } from './apm-agent/rule.ts';
import { blockedEventLoop } from './blocked-event-loop/rule.ts';
import { blockedLogging } from './blocked-logging/rule.ts';
import { bootError } from './boot-error/rule.ts';
import { clockStep } from './clock-step/rule.ts';
import { cutOffAtLeave } from './cut-off-at-leave/rule.ts';
import { cpuStarvation } from './cpu-starvation/rule.ts';
import { databaseWait } from './database-wait/rule.ts';
import { deadlockAfterFork } from './deadlock-after-fork/rule.ts';
import { endlessLoop } from './endless-loop/rule.ts';
import { fileDescriptors } from './file-descriptors/rule.ts';
import { forkUnsafe } from './fork-unsafe/rule.ts';
import { fullDisk } from './full-disk/rule.ts';
import { gilHeld } from './gil-held/rule.ts';
import { gracefulTimeout } from './graceful-timeout/rule.ts';
import { gvlHeld } from './gvl-held/rule.ts';
import { heapLimit } from './heap-limit/rule.ts';
import { idleConnection } from './idle-connection/rule.ts';
import type { FailureRule } from './failure-rule.ts';
import { keepAliveRace } from './keep-alive-race/rule.ts';
import { leftInDebugger } from './left-in-debugger/rule.ts';
import { livenessProbe } from './liveness-probe/rule.ts';
import { longSyncRequest } from './long-sync-request/rule.ts';
import { machinePaused } from './machine-paused/rule.ts';
import { nativeCrash } from './native-crash/rule.ts';
import { nothingListened } from './nothing-listened/rule.ts';
import { nothingWritten } from './nothing-written/rule.ts';
import { outOfMemory } from './out-of-memory/rule.ts';
import { outgoingCall } from './outgoing-call/rule.ts';
import { ownExit } from './own-exit/rule.ts';
import { proxyDidNotWait } from './proxy-did-not-wait/rule.ts';
import { proxyGaveUpFirst } from './proxy-gave-up-first/rule.ts';
import { recycledWithRequests } from './recycled-with-requests/rule.ts';
import type { Rule } from './rule.ts';
import type { Rules } from './rules.ts';
import { serverOfItsOwn } from './server-of-its-own/rule.ts';
import { slowBoot } from './slow-boot/rule.ts';
import { slowClient } from './slow-client/rule.ts';
import { stalledHeartbeat } from './stalled-heartbeat/rule.ts';
import { stalledStorage } from './stalled-storage/rule.ts';
import { stoppedFromOutside } from './stopped-from-outside/rule.ts';
import { stuckExit } from './stuck-exit/rule.ts';
import { supervisorSecondShot } from './supervisor-second-shot/rule.ts';
import { takenForDown } from './taken-for-down/rule.ts';
import { uvicornDrain } from './uvicorn-drain/rule.ts';

/** What may have brought a worker down. */
const causes: readonly Rule[] = [
  apmAgent,
  blockedEventLoop,
  blockedLogging,
  bootError,
  clockStep,
  cpuStarvation,
  databaseWait,
  deadlockAfterFork,
  endlessLoop,
  fileDescriptors,
  forkUnsafe,
  fullDisk,
  gilHeld,
  gvlHeld,
  gracefulTimeout,
  heapLimit,
  idleConnection,
  leftInDebugger,
  livenessProbe,
  longSyncRequest,
  machinePaused,
  nativeCrash,
  outgoingCall,
  outOfMemory,
  ownExit,
  recycledWithRequests,
  serverOfItsOwn,
  slowBoot,
  slowClient,
  stalledHeartbeat,
  stalledStorage,
  stoppedFromOutside,
  stuckExit,
  uvicornDrain,
];

/** What a death is often taken for and was not. */
const misreadings: readonly Rule[] = [proxyGaveUpFirst, supervisorSecondShot];

/** Why requests fail although no worker dies. */
const failures: readonly FailureRule[] = [
  cutOffAtLeave,
  keepAliveRace,
  nothingListened,
  nothingWritten,
  proxyDidNotWait,
  takenForDown,
];

export const rules: Rules = { causes, misreadings, failures };
