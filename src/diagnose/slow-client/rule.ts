import { framesAtAbort } from '../../model/abort.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { heldIn } from '../held-in.ts';

/** Where gunicorn sends an answer: `util.write` and `write_nonblock`, called from http/wsgi.py (all versions). */
const OWN_WRITE = /gunicorn[\\/]util\.py$/;

/** A client takes its answer so slowly that sending it outlasts the timeout. */
export const slowClient = heldIn({
  id: 'slow-client',
  title: 'The client received its answer too slowly',
  kinds: ['client-slow'],
  open: "how large the answer was and who asked for it, the proxy's access log would tell",
  further: (incident) =>
    stoodInOwnWrite(incident)
      ? ["it is the server's own write of the answer, which only waits for a client that takes nothing"]
      : [],
});

const stoodInOwnWrite = ({ tracebacks }: Conclusion): boolean =>
  tracebacks.some(({ event: { traceback } }) => OWN_WRITE.test(framesAtAbort(traceback).at(-1)?.file ?? ''));
