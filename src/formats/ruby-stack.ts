import type { Frame } from '../model/traceback.ts';
import { framesBelow, type OtherStack, type Raised, tracebackOf } from './other-stack.ts';

const FILE = String.raw`(?:[^\s:'"()\x60]+\.(?:rb|ru|erb|haml|slim|rake|thor|builder|jbuilder)|[^\s:'"()\x60]*\/bin\/[\w.-]+|<internal:[\w:/-]+>|\(eval\))`;
const PLACE = String.raw`(?<file>${FILE}):(?<line>\d+)(?::in [\x60'](?<name>.*?)')?`;
// /srv/app/models/user.rb:31:in `display'         from /srv/app/bin/rails:4:in `<main>'      app/views/a.erb:3:in 'block in show'
const FRAME = new RegExp(String.raw`^\s*(?:from )?${PLACE}\s*$`);
// /srv/app/models/user.rb:31:in `display': undefined method `name' for nil:NilClass (NoMethodError)
const RAISED_AT = new RegExp(String.raw`^\s*${PLACE}: (?<message>.*) \((?<exception>[A-Z]\w*(?:::[A-Z]\w*)*)\)\s*$`);
const HEADERS: readonly RegExp[] = [
  // app error: undefined method `name' for nil:NilClass (NoMethodError)        unicorn
  /^(?:.*?\bapp error: )?(?<message>.*\S) \((?<exception>[A-Z]\w*(?:::[A-Z]\w*)*)\)\s*$/,
  // NoMethodError (undefined method `name' for nil:NilClass):        Rails
  /^(?:.*\s)?(?<exception>[A-Z]\w*(?:::[A-Z]\w*)*) \((?<message>.*)\):\s*$/,
  // #<Rack::Timeout::RequestTimeoutException: Request ran for longer than 15000ms>        Redis::TimeoutError: Connection timed out
  /^(?:.*\s)?(?:#<)?(?<exception>(?:[A-Z]\w*::)*[A-Z]\w*(?:Error|Exception|Timeout)): (?<message>.*?)>?\s*$/,
];

const frameOf = (line: string): Frame | undefined => {
  const { file, line: number, name = '<main>' } = FRAME.exec(line)?.groups ?? {};
  return file === undefined ? undefined : { file, line: Number(number), function: name };
};

const isFrame = (line: string | undefined): boolean => line !== undefined && FRAME.test(line);

const groupsOf = (line: string): Readonly<Record<string, string | undefined>> | undefined =>
  HEADERS.map((header) => header.exec(line)?.groups).find(Boolean);

/** Rails sets blank lines between a message and its frames. */
function framesFrom(lines: readonly string[], at: number): number {
  const from = lines.findIndex((line, below) => below > at && line.trim() !== '');
  return isFrame(lines[from]) ? from : -1;
}

const raisedBy = ({ exception = '', message = '' }: Readonly<Record<string, string | undefined>>): Raised => ({
  exception,
  message,
});

/** Ruby's stacks: the innermost frame stands first, perhaps on the line of the exception itself (Ruby 1.9 to 3.4). */
export const rubyStack: OtherStack = {
  isFrame,
  mayOpen: (line) => RAISED_AT.test(line) || groupsOf(line) !== undefined,
  opens(lines, at) {
    const line = lines[at] ?? '';
    if (RAISED_AT.test(line)) return isFrame(lines[at + 1]);
    return groupsOf(line) !== undefined && !isFrame(line) && framesFrom(lines, at) >= 0;
  },
  read(lines, at) {
    const raised = RAISED_AT.exec(lines[at] ?? '')?.groups;
    const { frames, next } = framesBelow(lines, raised ? at + 1 : framesFrom(lines, at), frameOf);
    const innermost = raised ? frameOf((lines[at] ?? '').replace(/: .*$/, '')) : undefined;
    const all = innermost ? [...frames, innermost] : frames;
    return { traceback: tracebackOf(raisedBy(raised ?? groupsOf(lines[at] ?? '') ?? {}), all), next };
  },
};
