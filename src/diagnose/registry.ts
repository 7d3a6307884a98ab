import { blockedEventLoop } from './blocked-event-loop/rule.ts';
import { longSyncRequest } from './long-sync-request/rule.ts';
import { nativeCrash } from './native-crash/rule.ts';
import { outOfMemory } from './out-of-memory/rule.ts';
import { ownExit } from './own-exit/rule.ts';
import type { Rule } from './rule.ts';
import { slowBoot } from './slow-boot/rule.ts';
import { supervisorSecondShot } from './supervisor-second-shot/rule.ts';

export const rules: readonly Rule[] = [
  blockedEventLoop,
  longSyncRequest,
  nativeCrash,
  outOfMemory,
  ownExit,
  slowBoot,
  supervisorSecondShot,
];
