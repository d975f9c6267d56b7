/** @see https://github.com/redis/docker-library-redis; versions and history: docker-library/repo-info, September 2026 */
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script } from './recipe.ts';
import { alpine323, withAlpineUser } from './root/alpine.ts';
import { bookwormSlim, trixieSlim } from './root/debian.ts';
import { withUser } from './root/gnu.ts';

/** Does what the image's own script does; written anew. */
const ENTRYPOINT = `#!/bin/sh
set -e

# Options alone, or a configuration file, are for redis-server.
case "\${1:-}" in
    -*|*.conf) set -- redis-server "$@" ;;
esac

if [ "\${1:-}" = redis-server ] && [ "$(id -u)" = 0 ]; then
    chown -R redis . 2>/dev/null || true
    exec setpriv --reuid redis --regid redis --clear-groups "$0" "$@"
fi

exec "$@"
`;

const files = () => [
  ...programs(
    '/usr/local/bin',
    'redis-benchmark redis-check-aof>redis-server redis-check-rdb>redis-server redis-sentinel>redis-server',
  ),
  program('/usr/local/bin/redis-server', 17_000_000),
  program('/usr/local/bin/redis-cli', 7_900_000),
  script('/usr/local/bin/docker-entrypoint.sh', ENTRYPOINT),
  directory('/data', 0o755, 999),
];

interface Build {
  readonly version: string;
  readonly created: string;
  /** Of the layer with redis itself. */
  readonly size: string;
}

/** Until 7.4 the image declares a volume. */
const tail = ({ version, size }: Build) => `ENV REDIS_VERSION=${version}
${size} RUN set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\twget
0B RUN mkdir /data && chown redis:redis /data
${version < '8' ? 'VOLUME /data\n' : ''}0B WORKDIR /data
4.37kB COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 6379/tcp
CMD ["redis-server"]`;

const onDebian = (build: Build): Recipe => ({
  from: build.version < '8' ? bookwormSlim : trixieSlim,
  created: build.created,
  steps: `4.31kB RUN set -eux; \tgroupadd -r -g 999 redis; \tuseradd -r -g redis -u 999 redis
3.1kB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\ttzdata \t; \trm -rf /var/lib/apt/lists/*
${tail(build)}`,
  files: () => [...withUser('redis', 999, 999, '/home/redis', '/bin/sh'), ...files()],
});

const onAlpine = (build: Build): Recipe => ({
  from: alpine323,
  created: build.created,
  steps: `4.6kB RUN set -eux; \taddgroup -S -g 1000 redis; \tadduser -S -G redis -u 999 redis
1.1MB RUN set -eux; \tapk add --no-cache \t\ttzdata
${tail(build)}`,
  files: () => [...withAlpineUser('redis', 999, 1000, '/home/redis'), ...files(), program('/usr/bin/setpriv')],
});

const newest = { version: '8.10.1', created: '2026-09-19' };
const seven = { version: '7.4.9', created: '2026-07-14' };
const six = { version: '6.2.22', created: '2026-07-14' };

export const redis: HubRepository = {
  name: 'redis',
  description: 'Redis is the world’s fastest data platform for caching, vector search, and NoSQL databases.',
  stars: 13500,
  variants: [
    { tags: 'latest 8.10.1 8.10 8 trixie 8-trixie', recipe: onDebian({ ...newest, size: '61.6MB' }) },
    { tags: 'alpine 8.10.1-alpine 8.10-alpine 8-alpine', recipe: onAlpine({ ...newest, size: '62.2MB' }) },
    { tags: '7 7.4 7.4.9 7-bookworm 7.4-bookworm', recipe: onDebian({ ...seven, size: '42.3MB' }) },
    { tags: '7-alpine 7.4-alpine 7.4.9-alpine', recipe: onAlpine({ ...seven, size: '32.6MB' }) },
    { tags: '6 6.2 6.2.22 6-bookworm', recipe: onDebian({ ...six, size: '30.4MB' }) },
    { tags: '6-alpine 6.2-alpine 6.2.22-alpine', recipe: onAlpine({ ...six, size: '21.4MB' }) },
  ],
};
