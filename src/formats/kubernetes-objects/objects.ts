import { type Fields, firstText, isFields, objectOf, textOf } from '../../lib/json-fields.ts';
import { rfc3339Stamp } from './stated-time.ts';
import { endMessage, levelOf, type Told } from './told.ts';

const KINDS = /"kind": ?"(?:Event|EventList|Pod|PodList)"/;

/** True if the line is one of an event's or a pod's in JSON. */
export const namesKind = (line: string): boolean => KINDS.test(line);

/** What the objects in a JSON document tell: events, and the ends of pods' containers. */
export function readObjects(text: string): readonly Told[] {
  const document = parsed(text);
  if (!isFields(document)) return [];
  const { items } = document;
  const objects: readonly unknown[] = Array.isArray(items) ? items : [document];
  return objects.filter(isFields).flatMap((object) => (isPod(object) ? endsOf(object) : (eventOf(object) ?? [])));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isPod = (object: Fields): boolean => objectOf(object, 'status')['containerStatuses'] !== undefined;

/** Of core/v1 and of events.k8s.io/v1. */
function eventOf(object: Fields): Told | undefined {
  const message = firstText(object, ['message', 'note']);
  if (message === undefined || textOf(object, 'reason') === undefined) return undefined;
  const times = ['lastTimestamp', 'deprecatedLastTimestamp', 'eventTime', 'firstTimestamp'];
  const about = object['regarding'] === undefined ? 'involvedObject' : 'regarding';
  const isPods = textOf(objectOf(object, about), 'kind') === 'Pod';
  return {
    stamp: rfc3339Stamp(firstText(object, times) ?? ''),
    pod: isPods ? textOf(objectOf(object, about), 'name') : undefined,
    level: levelOf(textOf(object, 'type')),
    message,
  };
}

function endsOf(pod: Fields): readonly Told[] {
  const statuses: unknown = objectOf(pod, 'status')['containerStatuses'];
  const containers: readonly unknown[] = Array.isArray(statuses) ? statuses : [];
  const name = textOf(objectOf(pod, 'metadata'), 'name');
  return containers.filter(isFields).flatMap((container) =>
    ['lastState', 'state'].flatMap((state): readonly Told[] => {
      const ended = objectOf(objectOf(container, state), 'terminated');
      const exitCode = textOf(ended, 'exitCode');
      if (exitCode === undefined) return [];
      const message = endMessage(textOf(container, 'name'), textOf(ended, 'reason') ?? '', exitCode);
      return [{ stamp: rfc3339Stamp(textOf(ended, 'finishedAt') ?? ''), pod: name, level: undefined, message }];
    }),
  );
}
