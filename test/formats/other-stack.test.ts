import { describe, expect, it } from 'vitest';
import { parseTracebacks } from '../../src/formats/traceback.ts';

const told = (text: string): readonly string[] =>
  parseTracebacks(text).map(({ chain: [raised] }) =>
    [
      `${raised?.exception ?? ''}: ${raised?.message ?? ''}`,
      ...(raised?.frames ?? []).map(({ file, line, function: name }) => `${file}:${String(line)} ${name}`),
    ].join(' | '),
  );

describe('stacks of other languages', () => {
  it.each([
    [
      'Node, with a message of several lines',
      "Error: Cannot find module 'express'\nRequire stack:\n- /srv/app/server.js\n    at Module._load (node:internal/modules/cjs/loader:922:27)\n    at Object.<anonymous> (/srv/app/server.js:1:17) {\n  code: 'MODULE_NOT_FOUND'\n}",
      "Error: Cannot find module 'express'\nRequire stack:\n- /srv/app/server.js | /srv/app/server.js:1 Object.<anonymous> | node:internal/modules/cjs/loader:922 Module._load",
    ],
    [
      'Node, of a module, with a place that is none',
      'Unhandled rejection TypeError [ERR_X]: fetch failed\n    at new Promise (<anonymous>)\n    at async handler (file:///srv/api/main.mjs:33:9)',
      'TypeError: fetch failed | /srv/api/main.mjs:33 async handler',
    ],
    [
      'Ruby, the exception on the line of the first frame',
      "/srv/app/user.rb:31:in `display': undefined method `name' for nil:NilClass (NoMethodError)\n\tfrom /srv/app/bin/rails:4:in `<main>'",
      "NoMethodError: undefined method `name' for nil:NilClass | /srv/app/bin/rails:4 <main> | /srv/app/user.rb:31 display",
    ],
    [
      'Rails',
      "Shop::RateMissing (no rate for EUR):\n  \napp/models/rate.rb:8:in 'Rate.for'\napp/controllers/carts_controller.rb:12:in 'show'",
      'Shop::RateMissing: no rate for EUR | app/controllers/carts_controller.rb:12 show | app/models/rate.rb:8 Rate.for',
    ],
    [
      'unicorn',
      "app error: Connection timed out (Redis::TimeoutError)\n/srv/gems/redis-4.1/lib/redis/client.rb:273:in `rescue in io'",
      'Redis::TimeoutError: Connection timed out | /srv/gems/redis-4.1/lib/redis/client.rb:273 rescue in io',
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['an error without frames', 'TypeError: fetch failed\n  code: 1'],
    ["a frame of Java's", 'java.lang.NullPointerException: x\n    at com.shop.Cart.add(Cart.java:12)'],
    ['a place in a sentence', "see app/models/rate.rb:8 (it is wrong)\nand rate.rb:9:in `x' too"],
  ])('does not take %s for one', (_name, text) => {
    expect(told(text)).toEqual([]);
  });
});
