// Notes when each part of a growing file arrived, as a collector does that stamps lines by their arrival.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const EVERY_MS = 25;

export function watchFolders(folders) {
  const parts = new Map();
  const look = () => {
    for (const folder of folders)
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        const path = join(folder, name);
        const known = parts.get(path) ?? [];
        const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        if (size > (known.at(-1)?.size ?? 0)) parts.set(path, [...known, { size, at: Date.now() }]);
      }
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return parts;
  };
}

/** The moment at which the byte at this offset was first seen. */
export function arrivalOf(parts, offset) {
  return (parts.find(({ size }) => size > offset) ?? parts.at(-1)).at;
}
