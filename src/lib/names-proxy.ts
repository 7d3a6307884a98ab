const PROXIES =
  /(?:nginx|haproxy|envoy|traefik|caddy|apache2?|httpd|other_vhosts|varnish(?:ncsa)?|ingress|proxy|elb|alb)(?:[^a-z]|$)/i;

/** Where a log lies, and in which formats it is written. */
interface Log {
  readonly id: number;
  readonly path: string;
  readonly layouts: readonly { readonly format: string }[];
}

/**
 * Ids of the logs whose path names a proxy: `/var/log/nginx/access.log`. A folder that holds a log in which a server tells of its workers
 * (`nginx-502s/gunicorn.err`) is named after what was looked into, and says nothing of who wrote the others in it. A proxy tells of workers in its own log, too (Apache, Passenger).
 */
export function namedAfterProxies(logs: readonly Log[], tellsOfWorkers: (id: number) => boolean): ReadonlySet<number> {
  const isServers = ({ id, layouts }: Log): boolean =>
    tellsOfWorkers(id) && !layouts.some(({ format }) => PROXIES.test(format));
  const ofServers = logs.filter(isServers).map(({ path }) => path);
  const isNamed = (path: string): boolean =>
    path.split('/').some((name, at, names) => {
      const folder = `${names.slice(0, at + 1).join('/')}/`;
      return PROXIES.test(name) && !ofServers.some((other) => other.startsWith(folder));
    });
  return new Set(logs.filter(({ path }) => isNamed(path)).map(({ id }) => id));
}
