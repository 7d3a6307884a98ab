import { heldIn } from '../held-in.ts';

/** Somebody's breakpoint was reached, and nobody was there to go on. */
export const leftInDebugger = heldIn({
  id: 'left-in-debugger',
  title: 'A debugger had stopped the worker',
  kinds: ['debugger'],
  open: 'who set the breakpoint, only the code tells: the line above the first frame of the debugger',
});
