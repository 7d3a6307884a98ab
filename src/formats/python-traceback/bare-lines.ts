/** Lines with which a bare traceback goes on after its exception, where blank ones stand between. */
const GOES_ON =
  /^(?: {4}\S.* \([^()]+:\d+\)$|During handling of the above exception|The above exception was the direct cause|Traceback \(most recent|Thread 0x|Current thread 0x| {2}File "| {2}<no Python frame>|Python runtime state: |Extension modules: |"""|[\d:TZ-]+ <.*> failed with )/;
const OPENS =
  /^(?:[╭┌]─+ Traceback \(most recent call last\) |(?:\^C)?Traceback \(most recent call last\):| {2}\+ Exception Group Traceback|[\w.]+RemoteTraceback: ?$)/;
/** Where the header was cut off. */
const FRAME = /^(?:(?: {2})?File "[^"]*", (?:line \d+,? in |in \w+$)| {2}File "[^"]{20,}$)/;
const OPENS_DUMP =
  /^(?:Fatal Python error: |Timeout \(\d.*\)!$|(?:Current thread|Thread) 0x.*\(most recent call first\):$|Thread (?:0x)?[\dA-F]+ \((?:active|idle)(?:\+gil)?\)|Python v\d[\d.]*\S* \(\/|Stack \(most recent call first\):$|[\d-]+[T ][\d:]+Z? : Greenlet <.* appears to be blocked$)/;

/** What may come next: lines of a block up to and with its exception, or only what surely goes on. */
type Expected = 'nothing' | 'block' | 'more';

/** How many of the lines belong to bare tracebacks: frames and what stands between them, and one line for each exception. */
export function countBareLines(lines: readonly string[]): number {
  let count = 0;
  let expected: Expected = 'nothing';
  for (const line of lines) {
    const opened = openedBy(line, expected);
    if (opened) expected = opened;
    else if (expected === 'more' && line !== '' && !GOES_ON.test(line)) expected = 'nothing';
    if (expected !== 'nothing') count += 1;
    // What stands at the margin below frames is the exception.
    if (expected === 'block' && !opened && /^\S/.test(line)) expected = 'more';
  }
  return count;
}

function openedBy(line: string, expected: Expected): Expected | undefined {
  if (expected === 'nothing' && FRAME.test(line)) return 'block';
  if (OPENS.test(line)) return 'block';
  return OPENS_DUMP.test(line) ? 'more' : undefined;
}
