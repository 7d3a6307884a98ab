const PROXIES =
  /(?:nginx|haproxy|envoy|traefik|caddy|apache2?|httpd|other_vhosts|varnish(?:ncsa)?|ingress|proxy|elb|alb)(?:[^a-z]|$)/i;

/** True if a log's path names a proxy: `/var/log/nginx/access.log`. */
export const namesProxy = (path: string): boolean => PROXIES.test(path);
