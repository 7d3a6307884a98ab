/** How a worker is told apart from others: by its pid, or by what the lines call it where they name none. */
interface Named {
  readonly pid: number | null | undefined;
  readonly name: string | null | undefined;
}

/** What a worker is called in a sentence: `worker 4711`, `container web`. */
export const workerName = ({ pid, name }: Named): string =>
  pid === null || pid === undefined
    ? (name ?? 'a worker of unknown pid')
    : typeof name === 'string'
      ? `${name} (process ${String(pid)})`
      : `worker ${String(pid)}`;
