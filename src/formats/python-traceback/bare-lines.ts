/** Lines with which a bare traceback goes on after its exception, where blank ones stand between. */
const GOES_ON =
  /^(?:During handling of the above exception|The above exception was the direct cause|Traceback \(most recent|Thread 0x|Current thread 0x|Extension modules: |"""|[\d:TZ-]+ <.*> failed with )/;
const OPENS =
  /^(?:Traceback \(most recent call last\):| {2}\+ Exception Group Traceback|Fatal Python error: |Timeout \(\d.*\)!$|(?:Current thread|Thread) 0x.*\(most recent call first\):$|Stack \(most recent call first\):$|[\w.]+RemoteTraceback: ?$)/;

/** How many of the lines belong to bare tracebacks: frames and what stands between them, and one line for each exception. */
export function countBareLines(lines: readonly string[]): number {
  let count = 0;
  let expected: 'nothing' | 'frames' | 'more' = 'nothing';
  for (const line of lines) {
    if (OPENS.test(line)) expected = 'frames';
    else if (expected === 'more' && !(line === '' || GOES_ON.test(line))) expected = 'nothing';
    if (expected === 'nothing') continue;
    count += 1;
    // What stands at the margin below frames is the exception; only what surely goes on may follow it.
    if (expected === 'frames' && /^\S/.test(line) && !OPENS.test(line)) expected = 'more';
  }
  return count;
}
