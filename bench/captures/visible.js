// Which of the truth a level's logs show: whose ids stand in them, and how far they name each culprit.

const word = (id, text) => {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1))
    if (!/[A-Za-z0-9]/.test(text[at - 1] ?? ' ') && !/[A-Za-z0-9]/.test(text[at + id.length] ?? ' ')) return true;
  return false;
};

/** The tracebacks in which this function stands, each with the lines around it that belong to the same record. */
function recordsWith(frame, texts) {
  const [place, name] = frame.split(' ');
  const line = place.slice(place.lastIndexOf(':') + 1);
  return texts.flatMap((text) => {
    const lines = text.split('\n');
    return lines.flatMap((one, at) => {
      if (
        !new RegExp(`line ${line},? in ${name}\\b|${name}:${line}\\b`).test(one) &&
        !(one.includes(`${name}`) && one.includes(`${line}`) && one.includes('faults.py'))
      )
        return [];
      const head = lines
        .slice(Math.max(0, at - 60), at + 1)
        .findLastIndex((before) => /Traceback \(most recent/.test(before));
      const from = head < 0 ? at : Math.max(0, at - 60) + head - 1;
      return [lines.slice(from, at + 25).join('\n')];
    });
  });
}

function culpritBy(incident, { requests }, texts) {
  const ids = incident.culprits.map((key) => requests[key].id);
  const records = incident.culprit_frame ? recordsWith(incident.culprit_frame, texts) : [];
  if (records.some((record) => ids.some((id) => word(id, record)))) return 'id';
  if (records.length > 0) return 'frame';
  return ids.some((id) => texts.some((text) => word(id, text))) ? 'infer' : 'none';
}

/** Without ids the lines can be counted; those of `--log-level debug` only where the worker class asks the hook that writes them. */
const COUNTABLE = ['L1', 'L3', 'L4', 'D3'];
const hasStartLines = ({ worker_class: of }) => ['sync', 'gthread', 'gevent', 'eventlet'].includes(of);

export function truthAt(level, texts, truth) {
  const whole = texts.join('\n');
  const requests = Object.fromEntries(
    Object.entries(truth.requests).map(([key, row]) => [
      key,
      { ...row, in_logs: row.id !== null && word(row.id, whole) },
    ]),
  );
  const shown = Object.values(requests).filter((row) => row.in_logs).length;
  const identity = shown > Object.keys(requests).length / 2 || level === 'L0' ? 'ids' : 'count';
  const incidents = truth.incidents.map((incident) => ({
    ...incident,
    ...(incident.cause === 'oom' && /Killed process/.test(whole) && { cause_accept: ['oom'] }),
    frame_in_logs: incident.culprit_frame !== null && recordsWith(incident.culprit_frame, texts).length > 0,
    culprit_by: incident.culprits.length > 0 ? culpritBy(incident, truth, texts) : 'none',
    casualty_evidence:
      identity === 'ids' && level !== 'L0'
        ? 'ids'
        : COUNTABLE.includes(level) || (level === 'D0' && hasStartLines(truth.stack))
          ? 'count'
          : 'none',
  }));
  return { ...truth, level, identity, incidents, requests };
}
