import { bareStack } from '../bare-stack.ts';
import { rubyStack as stack } from '../ruby-stack.ts';
import { samples } from './samples.ts';

/** What Ruby prints of an exception by itself, and Rails and Puma of one that they caught. */
export const rubyStack = bareStack({
  id: 'ruby-stack',
  title: 'stacks of Ruby',
  docs: 'https://docs.ruby-lang.org/en/3.4/Exception.html#method-i-full_message',
  samples,
  stack,
});
