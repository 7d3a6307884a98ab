import type { FormatSample } from '../format.ts';

export const samples: readonly FormatSample[] = [
  {
    lines: [
      "TypeError: Cannot read properties of undefined (reading 'id')",
      '    at getUser (/srv/api/src/users.js:14:22)',
      '    at Layer.handle [as handle_request] (/srv/api/node_modules/express/lib/router/layer.js:95:5)',
      '    at new Promise (<anonymous>)',
      '    at processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ],
    means: [
      {
        kind: 'exception',
        stamp: undefined,
        traceback: {
          truncated: false,
          chain: [{ exception: 'TypeError', frames: [{ line: 95 }, { line: 95 }, { line: 14, function: 'getUser' }] }],
        },
      },
    ],
  },
];
