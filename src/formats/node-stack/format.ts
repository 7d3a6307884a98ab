import { bareStack } from '../bare-stack.ts';
import { nodeStack as stack } from '../node-stack.ts';
import { samples } from './samples.ts';

/** What Node prints of an error by itself, or `console.error` of one. */
export const nodeStack = bareStack({
  id: 'node-stack',
  title: 'stacks of Node',
  docs: 'https://v8.dev/docs/stack-trace-api',
  samples,
  stack,
});
