/** @see docker-library/mongo; versions: docker-library/repo-info, September 2026 */
import type { ImageFile } from '../image-tree.ts';
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script, text } from './recipe.ts';
import { GROUP, PASSWD } from './root/gnu.ts';
import { noble } from './root/ubuntu.ts';

/** Hands over to the server as its user; the real scripts prepare a data directory before. */
const entrypoint = (server: string, user: string): ImageFile =>
  script(
    '/usr/local/bin/docker-entrypoint.sh',
    `#!/bin/bash
set -e
case "\${1:-}" in -*) set -- ${server} "$@" ;; esac
if [ "$1" = ${server} ]; then
    if [ "$(id -u)" = 0 ]; then exec gosu ${user} "$0" "$@"; fi
fi
exec "$@"
`,
  );

const mongoRecipe = (version: string, size: string): Recipe => ({
  from: noble,
  created: '2026-09-08',
  steps: `4.3kB RUN set -eux; \tgroupadd --gid 999 --system mongodb; \tuseradd --uid 999 --system --gid mongodb --home-dir /data/db mongodb
15.1MB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tjq \t\tnumactl \t\tprocps
ENV GOSU_VERSION=1.19
ENV JSYAML_VERSION=3.13.1
2.6MB RUN set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tgnupg
0B RUN mkdir /docker-entrypoint-initdb.d
ARG MONGO_PACKAGE=mongodb-org
ARG MONGO_REPO=repo.mongodb.org
ENV MONGO_PACKAGE=mongodb-org
!ENV MONGO_REPO=repo.mongodb.org
ENV MONGO_MAJOR=${version.split('.').slice(0, 2).join('.')}
116B RUN echo "deb [ signed-by=/etc/apt/keyrings/mongodb.asc ] http://$MONGO_REPO/apt/ubuntu noble/$MONGO_PACKAGE/$MONGO_MAJOR multiverse"
ENV MONGO_VERSION=${version}
${size} RUN set -x \t&& export DEBIAN_FRONTEND=noninteractive \t&& apt-get update \t&& apt-get install -y
VOLUME /data/db /data/configdb
ENV HOME=/data/db
ENV GLIBC_TUNABLES=glibc.pthread.rseq=0
14.2kB COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 27017/tcp
CMD ["mongod"]`,
  files: () => [
    text('/etc/passwd', `${PASSWD}mongodb:x:999:999::/data/db:/bin/sh\n`),
    text('/etc/group', `${GROUP}mongodb:x:999:\n`),
    ...programs('/usr/bin', 'mongod mongos mongosh mongodump mongorestore mongoexport mongoimport jq numactl'),
    program('/usr/local/bin/gosu', 2_293_760),
    directory('/docker-entrypoint-initdb.d'),
    directory('/data/db', 0o755, 999),
    directory('/data/configdb', 0o755, 999),
    entrypoint('mongod', 'mongodb'),
  ],
});

export const mongo: HubRepository = {
  name: 'mongo',
  description: 'MongoDB document databases provide high availability and easy scalability.',
  stars: 10700,
  variants: [
    { tags: 'latest 8 8.3 8.3.9 noble 8-noble', recipe: mongoRecipe('8.3.9', '822MB') },
    { tags: '8.0 8.0-noble', recipe: mongoRecipe('8.0.13', '796MB') },
    { tags: '7 7.0', recipe: mongoRecipe('7.0.24', '722MB') },
  ],
};
