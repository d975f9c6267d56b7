/** @see https://github.com/docker-library/httpd; versions and history: docker-library/repo-info, September 2026 */
import type { ImageFile } from '../image-tree.ts';
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script, text } from './recipe.ts';
import { alpine324 } from './root/alpine.ts';
import { trixieSlim } from './root/debian.ts';

const PREFIX = '/usr/local/apache2';
const FOREGROUND = `#!/bin/sh
set -e
# A pid file that an earlier run left behind would keep httpd from starting.
rm -f ${PREFIX}/logs/httpd.pid
exec httpd -DFOREGROUND "$@"
`;
const CONF = `ServerRoot "${PREFIX}"
Listen 80
User www-data
Group www-data
ServerAdmin you@example.com
DocumentRoot "${PREFIX}/htdocs"
<Directory "${PREFIX}/htdocs">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>
DirectoryIndex index.html
ErrorLog /proc/self/fd/2
LogLevel warn
LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
CustomLog /proc/self/fd/1 common
`;
const PAGE = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html>
<head>
<title>It works! Apache httpd</title>
</head>
<body>
<p>It works!</p>
</body>
</html>
`;

const files: readonly ImageFile[] = [
  directory(PREFIX, 0o755, 33),
  directory(`${PREFIX}/logs`),
  ...programs(`${PREFIX}/bin`, 'ab apachectl htdigest htpasswd logresolve rotatelogs'),
  program(`${PREFIX}/bin/httpd`, 900_000),
  text(`${PREFIX}/conf/httpd.conf`, CONF),
  text(`${PREFIX}/htdocs/index.html`, PAGE),
  script('/usr/local/bin/httpd-foreground', FOREGROUND),
];

const recipe = (from: Recipe, dependencies: string, build: string): Recipe => ({
  from,
  created: '2026-09-19',
  steps: `ENV HTTPD_PREFIX=${PREFIX}
ENV PATH=${PREFIX}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
0B RUN mkdir -p "$HTTPD_PREFIX" \t&& chown www-data:www-data "$HTTPD_PREFIX"
0B WORKDIR ${PREFIX}
${dependencies}
ENV HTTPD_VERSION=2.4.68
ENV HTTPD_SHA256=68c74d4df38c26bed4dfbdb8f3baf1eb532f3872357becc1bba5d136f6b63c06
ENV HTTPD_PATCHES=
${build}
STOPSIGNAL SIGWINCH
138B COPY httpd-foreground /usr/local/bin/
EXPOSE 80/tcp
CMD ["httpd-foreground"]`,
  files: () => files,
});

export const httpd: HubRepository = {
  name: 'httpd',
  description: 'The Apache HTTP Server Project.',
  stars: 4900,
  variants: [
    {
      tags: 'latest 2.4.68 2.4 2 trixie 2.4-trixie',
      recipe: recipe(
        trixieSlim,
        '6.17MB RUN set -eux; \tapt-get install --update -y --no-install-recommends \t\tca-certificates \t\tlibaprutil1-ldap \t\tlibldap-common',
        '32.4MB RUN set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get install --update -y --no-install-recommends \t\tbzip2 \t\tdpkg-dev \t\tgcc',
      ),
    },
    {
      tags: 'alpine 2.4.68-alpine 2.4-alpine 2-alpine alpine3.24',
      recipe: recipe(
        alpine324,
        '3.9MB RUN set -eux; \tapk add --no-cache \t\tapr \t\tapr-util \t\tapr-util-ldap \t\tca-certificates \t\tperl',
        '51.8MB RUN set -eux; \t\tapk add --no-cache --virtual .build-deps \t\tapr-dev \t\tapr-util-dev \t\tcoreutils',
      ),
    },
  ],
};
