/** @see https://github.com/nginx/docker-nginx; versions and history: docker-library/repo-info, July 2026 */
import type { ImageFile } from '../image-tree.ts';
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, link, program, script, text } from './recipe.ts';
import { alpine323, withAlpineUser } from './root/alpine.ts';
import { trixieSlim } from './root/debian.ts';
import { withUser } from './root/gnu.ts';

/** Does and says what the image's own script does; written anew. */
const ENTRYPOINT = `#!/bin/sh
set -e

say() {
    if [ -z "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then echo "$@"; fi
}

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
    say "$0: /docker-entrypoint.d/ is not empty, will attempt to perform configuration"
    say "$0: Looking for shell scripts in /docker-entrypoint.d/"
    for f in /docker-entrypoint.d/*; do
        case "$f" in
            *.envsh) if [ -x "$f" ]; then say "$0: Sourcing $f"; . "$f"; else say "$0: Ignoring $f, not executable"; fi ;;
            *.sh) if [ -x "$f" ]; then say "$0: Launching $f"; "$f"; else say "$0: Ignoring $f, not executable"; fi ;;
            *) say "$0: Ignoring $f" ;;
        esac
    done
    say "$0: Configuration complete; ready for start up"
fi

exec "$@"
`;

const LISTEN_ON_IPV6 = `#!/bin/sh
set -e
me=10-listen-on-ipv6-by-default.sh
conf=/etc/nginx/conf.d/default.conf
say() {
    if [ -z "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then echo "$me: $*"; fi
}

if [ ! -f "$conf" ]; then say "info: $conf is not a file or does not exist"; exit 0; fi
if ! touch "$conf" 2>/dev/null; then say "info: can not modify $conf (read-only file system?)"; exit 0; fi
if grep -q 'listen  *\\[::\\]:80;' "$conf"; then say "info: IPv6 listen already enabled"; exit 0; fi
say "info: Getting the checksum of $conf"
if ! grep -q 'listen       80;' "$conf"; then say "info: $conf differs from the packaged version"; exit 0; fi
sed -i 's,listen       80;,listen       80;\\n    listen  [::]:80;,' "$conf"
say "info: Enabled listen on IPv6 in $conf"
`;

const QUIET = '#!/bin/sh\n';

const NGINX_CONF = `
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    #tcp_nopush     on;

    keepalive_timeout  65;

    #gzip  on;

    include /etc/nginx/conf.d/*.conf;
}
`;

const DEFAULT_CONF = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

const STYLE = `<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>`;

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
${STYLE}
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, nginx is successfully installed and working.
Further configuration is required for the web server, reverse proxy, 
API gateway, load balancer, content cache, or other features.</p>

<p>For online documentation and support please refer to
<a href="https://nginx.org/">nginx.org</a>.<br/>
To engage with the community please visit
<a href="https://community.nginx.org/">community.nginx.org</a>.<br/>
For enterprise grade support, professional services, additional 
security features and capabilities please refer to
<a href="https://f5.com/nginx">f5.com/nginx</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const ERROR_PAGE = `<!DOCTYPE html>
<html>
<head>
<title>Error</title>
${STYLE}
</head>
<body>
<h1>An error occurred.</h1>
<p>Sorry, the page you are looking for is currently unavailable.<br/>
Please try again later.</p>
<p>If you are the system administrator of this resource then you should check
the error log for details.</p>
<p><em>Faithfully yours, nginx.</em></p>
</body>
</html>
`;

const MIME_TYPES = `
types {
    text/html                                        html htm shtml;
    text/css                                         css;
    text/plain                                       txt;
    application/javascript                           js;
    application/json                                 json;
    image/gif                                        gif;
    image/jpeg                                       jpeg jpg;
    image/png                                        png;
    image/svg+xml                                    svg svgz;
}
`;

const common: readonly ImageFile[] = [
  script('/docker-entrypoint.sh', ENTRYPOINT),
  script('/docker-entrypoint.d/10-listen-on-ipv6-by-default.sh', LISTEN_ON_IPV6),
  script('/docker-entrypoint.d/15-local-resolvers.envsh', QUIET),
  script('/docker-entrypoint.d/20-envsubst-on-templates.sh', QUIET),
  script('/docker-entrypoint.d/30-tune-worker-processes.sh', QUIET),
  program('/usr/sbin/nginx', 1_550_000),
  program('/usr/bin/envsubst'),
  program('/usr/bin/curl', 280_800),
  text('/etc/nginx/nginx.conf', NGINX_CONF),
  text('/etc/nginx/mime.types', MIME_TYPES),
  text('/etc/nginx/conf.d/default.conf', DEFAULT_CONF),
  text('/usr/share/nginx/html/index.html', WELCOME),
  text('/usr/share/nginx/html/50x.html', ERROR_PAGE),
  directory('/var/cache/nginx'),
  link('/etc/nginx/modules', '/usr/lib/nginx/modules'),
  link('/var/log/nginx/access.log', '/dev/stdout'),
  link('/var/log/nginx/error.log', '/dev/stderr'),
];

const scripts = `1.62kB COPY docker-entrypoint.sh /
2.12kB COPY 10-listen-on-ipv6-by-default.sh /docker-entrypoint.d
389B COPY 15-local-resolvers.envsh /docker-entrypoint.d
3.02kB COPY 20-envsubst-on-templates.sh /docker-entrypoint.d
4.62kB COPY 30-tune-worker-processes.sh /docker-entrypoint.d
ENTRYPOINT ["/docker-entrypoint.sh"]
EXPOSE 80/tcp
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]`;

const LABEL = 'LABEL maintainer=NGINX Docker Maintainers <docker-maint@nginx.com>';

const onDebian = (version: string, njs: string, size: string): Recipe => ({
  from: trixieSlim,
  created: '2026-07-15',
  steps: `${LABEL}
ENV NGINX_VERSION=${version}
ENV NJS_VERSION=${njs}
ENV NJS_RELEASE=1~trixie
ENV ACME_VERSION=0.4.1
ENV PKG_RELEASE=1~trixie
ENV DYNPKG_RELEASE=1~trixie
${size} RUN set -x     && groupadd --system --gid 101 nginx     && useradd --system --gid nginx --no-create-home --home /nonexistent --comment "nginx user" --shell /bin/false --uid 101 nginx     && apt-get update
${scripts}`,
  files: () => [...withUser('nginx', 101, 101, '/nonexistent'), ...common],
});

const onAlpine = (version: string, njs: string): Recipe => ({
  from: alpine323,
  created: '2026-07-15',
  steps: `${LABEL}
ENV NGINX_VERSION=${version}
ENV PKG_RELEASE=1
ENV DYNPKG_RELEASE=1
4.2MB RUN set -x     && addgroup -g 101 -S nginx     && adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nologin -G nginx -g nginx nginx
${scripts}
ENV NJS_VERSION=${njs}
ENV NJS_RELEASE=1
40.1MB RUN set -x     && apkArch="$(cat /etc/apk/arch)"     && nginxPackages="nginx-module-xslt nginx-module-geoip nginx-module-image-filter nginx-module-njs"`,
  files: () => [...withAlpineUser('nginx', 101, 101, '/var/cache/nginx'), ...common],
});

export const nginx: HubRepository = {
  name: 'nginx',
  description: 'Official build of Nginx.',
  stars: 21100,
  variants: [
    {
      tags: 'latest 1.31.3 1.31 1 mainline trixie 1.31.3-trixie 1-trixie',
      recipe: onDebian('1.31.3', '1.0.0', '82.4MB'),
    },
    { tags: 'alpine 1.31.3-alpine 1.31-alpine 1-alpine mainline-alpine', recipe: onAlpine('1.31.3', '1.0.0') },
    { tags: 'stable 1.30.1 1.30', recipe: onDebian('1.30.1', '0.9.9', '80.2MB') },
    { tags: 'stable-alpine 1.30.1-alpine 1.30-alpine', recipe: onAlpine('1.30.1', '0.9.9') },
    { tags: '1.29.4 1.29', recipe: onDebian('1.29.4', '0.9.4', '73.1MB') },
    { tags: '1.28.0 1.28', recipe: onDebian('1.28.0', '0.8.10', '71.4MB') },
    { tags: '1.27.5 1.27', recipe: onDebian('1.27.5', '0.8.10', '117MB') },
    { tags: '1.27.5-alpine 1.27-alpine', recipe: onAlpine('1.27.5', '0.8.10') },
    { tags: '1.25.5 1.25', recipe: onDebian('1.25.5', '0.8.4', '113MB') },
  ],
};
