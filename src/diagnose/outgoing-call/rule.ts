import { heldIn } from '../held-in.ts';

/** A call to another host took longer than the worker's timeout allows. */
export const outgoingCall = heldIn({
  id: 'outgoing-call',
  title: 'A call to another host, or the look-up of its name, was not answered in time',
  mayTakeSeveral: true,
  kinds: ['network', 'grpc', 'dns'],
  open: 'which host it was, and whether it or the way to it was slow: the log of the service that was called would tell',
});
