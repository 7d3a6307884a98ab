import { heldIn } from '../held-in.ts';

/** A client takes its answer so slowly that sending it outlasts the timeout. */
export const slowClient = heldIn({
  id: 'slow-client',
  title: 'The client received its answer too slowly',
  kinds: ['client-slow'],
  open: "how large the answer was and who asked for it, the proxy's access log would tell",
});
