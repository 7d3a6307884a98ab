/** Private modes (ECMA-48's `?` parameters): cursor, mouse, screen. The terminal sets them, and ink need not. */
const SETS_MODE = /^\u001b\[\?/;

/**
 * The output as ink may have it: each frame that ink writes is handed to `draw`, and nothing else gets through. ink's own way to
 * write only what has changed loses its place when the terminal is resized, or was lent to another program.
 */
export function frameStream(stdout: NodeJS.WriteStream, draw: (frame: string) => void): NodeJS.WriteStream {
  const write = (text: string, done?: () => void): boolean => {
    if (text === '') return stdout.write(text, done);
    if (!SETS_MODE.test(text)) draw(text);
    return true;
  };
  return new Proxy(stdout, {
    get: (target, name): unknown => (name === 'write' ? write : Reflect.get(target, name, target)),
  });
}
