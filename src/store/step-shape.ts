import type { InFlight, LifecycleStep, StepName } from '../model/lifecycle.ts';
import { type Is, isFlag, isNumber, isText, listOf, maybe, oneOf, shapeOf } from './shape.ts';

type StepOf<Name extends StepName> = Extract<LifecycleStep, { what: Name }>;

const isInFlight: Is<InFlight> = shapeOf({
  id: maybe(isText),
  method: maybe(isText),
  target: maybe(isText),
  since: maybe(isNumber),
});

const OF_WORKER = { worker: isNumber, slot: maybe(isNumber) };

const STEPS: { readonly [Name in StepName]: Is<StepOf<Name>> } = {
  'master-started': shapeOf({
    what: oneOf('master-started'),
    server: isText,
    version: maybe(isText),
    master: maybe(isNumber),
  }),
  'master-listening': shapeOf({ what: oneOf('master-listening'), master: maybe(isNumber) }),
  'master-signalled': shapeOf({ what: oneOf('master-signalled'), signal: isText }),
  'master-stopped': shapeOf({ what: oneOf('master-stopped'), reason: maybe(isText) }),
  'server-setting': shapeOf({ what: oneOf('server-setting'), name: isText, value: isText }),
  'worker-booting': shapeOf({ what: oneOf('worker-booting'), ...OF_WORKER }),
  'worker-recycling': shapeOf({ what: oneOf('worker-recycling'), worker: isNumber, why: isText }),
  'worker-timeout': shapeOf({
    what: oneOf('worker-timeout'),
    ...OF_WORKER,
    request: maybe(isInFlight),
    limitSeconds: maybe(isNumber),
  }),
  'worker-graceful-timeout': shapeOf({ what: oneOf('worker-graceful-timeout'), worker: isNumber }),
  'worker-exiting': shapeOf({ what: oneOf('worker-exiting'), worker: isNumber }),
  'worker-died': shapeOf({ what: oneOf('worker-died'), worker: isNumber }),
  'worker-exited': shapeOf({ what: oneOf('worker-exited'), ...OF_WORKER, code: isNumber }),
  'worker-killed': shapeOf({ what: oneOf('worker-killed'), ...OF_WORKER, signal: isNumber }),
  'unnamed-end': shapeOf({
    what: oneOf('unnamed-end'),
    how: oneOf('missed', 'aborted', 'ended'),
    name: maybe(isText),
    signal: maybe(isNumber),
    code: maybe(isNumber),
  }),
  'worker-failed-to-boot': shapeOf({ what: oneOf('worker-failed-to-boot'), reason: isText }),
  'request-in-flight': shapeOf({ what: oneOf('request-in-flight'), pid: maybe(isNumber), request: isInFlight }),
  'request-timeout': shapeOf({
    what: oneOf('request-timeout'),
    request: maybe(isInFlight),
    limitSeconds: maybe(isNumber),
  }),
  'request-started': shapeOf({ what: oneOf('request-started'), method: isText, target: isText }),
  'request-closed': shapeOf({ what: oneOf('request-closed') }),
  'request-failed': shapeOf({ what: oneOf('request-failed'), target: maybe(isText) }),
  'kernel-oom-kill': shapeOf({
    what: oneOf('kernel-oom-kill'),
    process: isNumber,
    command: isText,
    rssKb: maybe(isNumber),
  }),
  'kernel-fault': shapeOf({ what: oneOf('kernel-fault'), thread: isNumber, command: isText, signal: isNumber }),
  'unit-ended': shapeOf({ what: oneOf('unit-ended'), unit: isText, why: isText }),
  'unit-started': shapeOf({ what: oneOf('unit-started'), unit: isText, process: maybe(isNumber) }),
  'kill-ordered': shapeOf({ what: oneOf('kill-ordered'), processes: listOf(isNumber), signal: isNumber }),
  'machine-asleep': shapeOf({ what: oneOf('machine-asleep') }),
  'machine-awake': shapeOf({ what: oneOf('machine-awake') }),
  'machine-started': shapeOf({ what: oneOf('machine-started') }),
  'clock-stepped': shapeOf({ what: oneOf('clock-stepped'), seconds: maybe(isNumber) }),
  'processor-missed': shapeOf({ what: oneOf('processor-missed'), why: oneOf('lockup', 'throttled') }),
  'database-waited': shapeOf({
    what: oneOf('database-waited'),
    why: oneOf('lock', 'statement'),
    seconds: maybe(isNumber),
    isOver: isFlag,
  }),
};

const STEP_SHAPES: readonly Is<LifecycleStep>[] = Object.values(STEPS);

export const isStep: Is<LifecycleStep> = (value): value is LifecycleStep => STEP_SHAPES.some((is) => is(value));
