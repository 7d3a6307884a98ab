/** What to do where a proxy waits for a shorter time than the server works. */
export const ALIGN_TIMEOUTS = {
  remedy:
    "Set the proxy's read timeout above the worker's --timeout: then a request is either answered or seen to die, and no worker works on for a client that is gone.",
  reference: 'nginx docs, proxy_read_timeout; Heroku H12: the router stops after 30 s, the dyno goes on; g#1243',
} as const;
