/**
 * The output as ink may have it: ink learns its size and hears it resized, and nothing that it writes gets through. Frames are
 * drawn beside it: ink would measure and cut every character of every row again at each key, which takes several times as long
 * as all else, and its way to write only what has changed loses its place when the terminal is resized, or was lent.
 */
export function silentOutput(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  // at its end ink waits until what was written before is out
  const write = (_text: string, done?: () => void): boolean => stdout.write('', done);
  return new Proxy(stdout, {
    get: (target, name): unknown => (name === 'write' ? write : Reflect.get(target, name, target)),
  });
}
