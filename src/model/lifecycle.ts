/**
 * The closed set of words into which every supervisor's messages are translated, so that lives, incidents and rules are
 * written once. `worker` is the pid spoken of; the event's own pid is the speaker's.
 */
export type LifecycleStep =
  | { readonly what: 'master-started'; readonly server: string; readonly version: string | undefined }
  | { readonly what: 'master-listening'; readonly master: number | undefined }
  | { readonly what: 'master-signalled'; readonly signal: string }
  | { readonly what: 'master-stopped'; readonly reason: string | undefined }
  | { readonly what: 'server-setting'; readonly name: string; readonly value: string }
  | { readonly what: 'worker-booting'; readonly worker: number }
  | { readonly what: 'worker-recycling'; readonly worker: number; readonly why: string }
  | { readonly what: 'worker-timeout'; readonly worker: number }
  | { readonly what: 'worker-graceful-timeout'; readonly worker: number }
  | { readonly what: 'worker-exiting'; readonly worker: number }
  | { readonly what: 'worker-exited'; readonly worker: number; readonly code: number }
  | { readonly what: 'worker-killed'; readonly worker: number; readonly signal: number }
  | { readonly what: 'worker-failed-to-boot'; readonly reason: string }
  | { readonly what: 'request-started'; readonly method: string; readonly target: string }
  | { readonly what: 'request-failed'; readonly target: string | undefined }
  | {
      readonly what: 'kernel-oom-kill';
      readonly process: number;
      readonly command: string;
      readonly rssKb: number | undefined;
    }
  | { readonly what: 'kernel-fault'; readonly thread: number; readonly command: string; readonly signal: number };

export type StepName = LifecycleStep['what'];
