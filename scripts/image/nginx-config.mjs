// public/_headers as nginx's configuration: a variable for each header, by path, so that no place can forget one.
/** Types that nginx's own list leaves out, or that a release of it may. */
const TYPES = {
  'text/javascript': ['js', 'mjs'],
  'application/manifest+json': ['webmanifest'],
  'application/wasm': ['wasm'],
  'font/woff2': ['woff2'],
  'text/markdown': ['md'],
  'text/csv': ['csv'],
};

/** Where a file of the site changes under the same name, a browser asks whether it did. */
const DEFAULTS = new Map([['cache-control', 'no-cache']]);

/** @param {string} text @returns {string} as a word of nginx's configuration */
const quoted = (text) => {
  if (/["\\$\n]/.test(text)) throw new Error(`nginx would read a variable or an escape in: ${text}`);
  return `"${text}"`;
};

/** @param {string} name @returns {string} `$header_cache_control` */
const variable = (name) => `$header_${name.replaceAll('-', '_')}`;

/**
 * @param {readonly import('../headers.mjs').Rule[]} rules later ones win, as in headersFor
 * @returns {string[]} a `map` for each header, from the path of the file that is sent
 */
function headerMaps(rules) {
  const names = [...new Set([...rules.flatMap(({ headers }) => headers.map(([name]) => name)), ...DEFAULTS.keys()])];
  return names.map((name) => {
    // The first pattern that fits decides in nginx.
    const lines = rules
      .toReversed()
      .flatMap(({ pattern, headers }) =>
        headers
          .filter(([header]) => header === name)
          .map(([, value]) => `    "~${pattern.source.replaceAll('\\/', '/')}" ${quoted(value)};`),
      );
    return `  map $uri ${variable(name)} {\n    default ${quoted(DEFAULTS.get(name) ?? '')};\n${lines.join('\n')}\n  }`;
  });
}

/**
 * The whole nginx.conf: a site whose files are stored compressed only, served by a user who may write nothing but /tmp.
 * @param {readonly import('../headers.mjs').Rule[]} rules
 */
export function nginxConfig(rules) {
  const names = [...new Set([...rules.flatMap(({ headers }) => headers.map(([name]) => name)), ...DEFAULTS.keys()])];
  const types = Object.entries(TYPES).map(([type, endings]) => `    ${type} ${endings.join(' ')};`);
  const addHeaders = names.map((name) => `    add_header ${name} ${variable(name)} always;`);
  return `# Made by scripts/image/pack.mjs out of public/_headers.
worker_processes 1;
pid /tmp/nginx.pid;
error_log /dev/stderr notice;

events {
  worker_connections 1024;
}

http {
  client_body_temp_path /tmp/client_temp;
  proxy_temp_path /tmp/proxy_temp;
  fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp;
  scgi_temp_path /tmp/scgi_temp;

  include /etc/nginx/mime.types;
  types {
${types.join('\n')}
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/html text/plain text/css text/csv text/markdown text/javascript application/json application/xml;
  access_log /dev/stdout;
  server_tokens off;
  sendfile on;
  keepalive_timeout 65;

${headerMaps(rules).join('\n')}

  server {
    listen 8080;
    listen [::]:8080;
    root /usr/share/nginx/html;
    absolute_redirect off;

    # Text is stored as .gz alone: sent as it is, or unpacked for the few that can't read it.
    gzip_static always;
    gzip_vary on;
    gunzip on;
    gzip_proxied any;
    # A folder's page: index and try_files would look for it uncompressed.
    rewrite ^(.*)/$ $1/index.html last;

${addHeaders.join('\n')}

    error_page 404 /404.html;
  }
}
`;
}
