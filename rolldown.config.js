// Node takes longer to find and load four hundred small files than to run them: the command is built into some dozen. What is
// loaded late in the source is a file of its own here too.
const ENTRIES = {
  run: 'src/cli/run.ts',
  'scan-thread': 'src/app/ingest/scan-thread.ts',
  // for tests and benchmarks that use the built command's insides
  ingest: 'src/app/ingest/ingest.ts',
  'open-case': 'src/store/open-case.ts',
};

export default {
  input: ENTRIES,
  platform: 'node',
  // packages stay where npm put them
  external: /^[^./]/,
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
};
