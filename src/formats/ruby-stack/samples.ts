import type { FormatSample } from '../format.ts';

export const samples: readonly FormatSample[] = [
  {
    lines: [
      "/srv/app/models/user.rb:31:in `display': undefined method `name' for nil:NilClass (NoMethodError)",
      "\tfrom /srv/app/controllers/users.rb:12:in `show'",
      "\tfrom /srv/app/bin/rails:4:in `<main>'",
    ],
    means: [
      {
        kind: 'exception',
        stamp: undefined,
        traceback: {
          truncated: false,
          chain: [
            { exception: 'NoMethodError', frames: [{ line: 4 }, { line: 12 }, { line: 31, function: 'display' }] },
          ],
        },
      },
    ],
  },
];
