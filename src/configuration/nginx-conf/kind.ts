import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { readWith } from '../place-settings.ts';
import { secondsOf } from '../time-span.ts';
import { type Directive, directivesIn } from './directives.ts';

const TIMEOUT = /^(?:proxy|uwsgi|fastcgi|scgi|grpc)_(?:read|send|connect)_timeout$/;

const valueOf = ({ name, words }: Directive): string | undefined => {
  if (TIMEOUT.test(name)) return secondsOf(words.join(' '));
  if (name !== 'log_format') return undefined;
  const [first, ...rest] = words.slice(1);
  const parts = first?.startsWith('escape=') ? rest : words.slice(1);
  return parts.length === 0 ? undefined : parts.join('');
};

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'nginx.conf',
    text: `http {
    # log_format old '$remote_addr';
    log_format timed escape=json '$remote_addr - [$time_local] "$request" $status '
                     '$request_time "$upstream_addr" # \\'$upstream_status\\'';
    log_format bare $remote_addr;
    upstream app { server 127.0.0.1:8000 fail_timeout=0; }
    server {
        access_log /var/log/nginx/access.log timed;
        location ~ ^/(slow|\\{x) {
            proxy_pass http://app;
            proxy_connect_timeout 500ms;
            proxy_read_timeout 1m30s;  proxy_send_timeout 60;
            #proxy_read_timeout 600s;
        }
        location /php { fastcgi_read_timeout "1h 30m"; proxy_read_timeout later; }
    }
}
`,
    states: [
      {
        name: 'log_format',
        value: '$remote_addr - [$time_local] "$request" $status $request_time "$upstream_addr" # \'$upstream_status\'',
        server: 'nginx',
      },
      { name: 'log_format', value: '$remote_addr', server: 'nginx' },
      { name: 'proxy_connect_timeout', value: '0.5', server: 'nginx' },
      { name: 'proxy_read_timeout', value: '90', server: 'nginx' },
      { name: 'proxy_send_timeout', value: '60', server: 'nginx' },
      { name: 'fastcgi_read_timeout', value: '5400', server: 'nginx' },
    ],
  },
];

/** nginx's main file and those that it includes. */
export const nginxConf: ConfigurationKind = {
  id: 'nginx-conf',
  title: 'nginx configuration',
  docs: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
  samples: SAMPLES,
  claims: (fileName) => /^nginx.*\.conf$|\.nginx(?:\.conf)?$|^(?:default|proxy)\.conf$/i.test(fileName),
  read: readWith((text) =>
    directivesIn(text).flatMap((directive) => {
      const value = valueOf(directive);
      return value === undefined ? [] : { name: directive.name, value, server: 'nginx' as const, at: directive.at };
    }),
  ),
};
