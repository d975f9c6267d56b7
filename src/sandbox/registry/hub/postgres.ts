/** @see docker-library/postgres; versions: docker-library/repo-info, September 2026 */
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script } from './recipe.ts';
import { alpine323, withAlpineUser } from './root/alpine.ts';
import { bookwormSlim, trixieSlim } from './root/debian.ts';
import { withUser } from './root/gnu.ts';

/** Does what the image's own script does: makes the data directory once, runs the scripts of a first start; written anew. */
const POSTGRES_ENTRYPOINT = `#!/bin/bash
set -e

# VAR, or the content of the file that VAR_FILE names
secret() {
    if [ -n "$(printenv "$1")" ] && [ -n "$(printenv "$1_FILE")" ]; then
        echo "error: both $1 and $1_FILE are set (but are exclusive)" >&2
        exit 1
    fi
    if [ -n "$(printenv "$1_FILE")" ]; then cat "$(printenv "$1_FILE")"; else echo "\${2:-}\$(printenv "$1")"; fi
}

case "\${1:-}" in -*) set -- postgres "$@" ;; esac
if [ "$1" = postgres ]; then
    if [ "$(id -u)" = 0 ]; then
        mkdir -p "$PGDATA"
        chown -R postgres "$PGDATA"
        chmod 700 "$PGDATA"
        exec gosu postgres "$0" "$@"
    fi
    if [ -s "$PGDATA/PG_VERSION" ]; then
        echo
        echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'
        echo
    else
        password="$(secret POSTGRES_PASSWORD)" || exit 1
        if [ -z "$password" ] && [ "\${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
            cat >&2 <<-'EOE'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
EOE
            exit 1
        fi
        user="$(secret POSTGRES_USER)"; user="\${user:-postgres}"
        database="$(secret POSTGRES_DB)"; database="\${database:-$user}"
        echo "$password" > /tmp/.drydock-password
        initdb --username="$user" --pwfile=/tmp/.drydock-password
        rm /tmp/.drydock-password
        printf '\nhost all all all %s\n' "\${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
        pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
        if [ "$database" != postgres ]; then
            psql -v ON_ERROR_STOP=1 --no-psqlrc -w --username "$user" --dbname postgres -c "CREATE DATABASE \"$database\""
            echo
        fi
        echo
        for file in /docker-entrypoint-initdb.d/*; do
            case "$file" in
                *.sh)
                    if [ -x "$file" ]; then echo "$0: running $file"; "$file"; else echo "$0: sourcing $file"; . "$file"; fi ;;
                *.sql)
                    echo "$0: running $file"
                    psql -v ON_ERROR_STOP=1 --no-psqlrc -w --username "$user" --dbname "$database" -f "$file"
                    echo ;;
                *.sql.gz)
                    echo "$0: running $file"
                    gunzip -c "$file" | psql -v ON_ERROR_STOP=1 --no-psqlrc -w --username "$user" --dbname "$database"
                    echo ;;
                *) echo "$0: ignoring $file" ;;
            esac
            echo
        done
        pg_ctl -D "$PGDATA" -m fast -w stop
        printf '\nPostgreSQL init process complete; ready for start up.\n\n'
    fi
fi
exec "$@"
`;

const CLIENTS =
  'clusterdb createdb createuser dropdb dropuser initdb pg_ctl pg_dump pg_dumpall pg_isready pg_restore postgres psql vacuumdb';

const postgresData = (major: number): string =>
  major >= 18 ? `/var/lib/postgresql/${major}/docker` : '/var/lib/postgresql/data';
const postgresVolume = (major: number): string => (major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data');

function postgresOnDebian(version: string, created: string, size: string): Recipe {
  const major = Number.parseInt(version, 10);
  const [from, suffix] = major >= 18 ? [trixieSlim, 'pgdg13+2'] : [bookwormSlim, 'pgdg12+1'];
  const bin = `/usr/lib/postgresql/${major}/bin`;
  return {
    from,
    created,
    steps: `4.46kB RUN set -eux; \tgroupadd -r postgres --gid=999; \tuseradd -r -g postgres --uid=999 --home-dir=/var/lib/postgresql --shell=/bin/bash postgres
20.1MB RUN set -ex; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tgnupg \t\tless \t; \trm -rf /var/lib/apt/lists/*
ENV GOSU_VERSION=1.19
2.38MB RUN set -eux; \tsavedAptMark="$(apt-mark showmanual)"; \tapt-get update; \tapt-get install -y --no-install-recommends ca-certificates wget
25.8MB RUN set -eux; \tif [ -f /etc/dpkg/dpkg.cfg.d/docker ]; then \t\tgrep -q '/usr/share/locale' /etc/dpkg/dpkg.cfg.d/docker
ENV LANG=en_US.utf8
3.9MB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tlibnss-wrapper \t\txz-utils \t\tzstd
0B RUN mkdir /docker-entrypoint-initdb.d
3.63kB RUN set -ex; \tkey='B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8'; \texport GNUPGHOME="$(mktemp -d)"
ENV PG_MAJOR=${major}
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:${bin}
ENV PG_VERSION=${version}-1.${suffix}
${size} RUN set -ex; \t\texport PYTHONDONTWRITEBYTECODE=1; \t\tdpkgArch="$(dpkg --print-architecture)"
60.5kB RUN set -eux; \tdpkg-divert --add --rename --divert "/usr/share/postgresql/postgresql.conf.sample.dpkg"
0B RUN install --verbose --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql
ENV PGDATA=${postgresData(major)}
VOLUME ${postgresVolume(major)}
18.4kB COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/
0B RUN ln -sT docker-ensure-initdb.sh /usr/local/bin/docker-enforce-initdb.sh
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432/tcp
CMD ["postgres"]`,
    files: () => [
      ...withUser('postgres', 999, 999, '/var/lib/postgresql', '/bin/bash'),
      ...programs(bin, CLIENTS),
      program('/usr/local/bin/gosu', 2_293_760),
      directory('/docker-entrypoint-initdb.d'),
      directory('/var/lib/postgresql', 0o1777, 999),
      directory('/run/postgresql', 0o3777, 999),
      script('/usr/local/bin/docker-entrypoint.sh', POSTGRES_ENTRYPOINT),
    ],
  };
}

function postgresOnAlpine(version: string, created: string): Recipe {
  const major = Number.parseInt(version, 10);
  return {
    from: alpine323,
    created,
    steps: `4.7kB RUN set -eux; \taddgroup -g 70 -S postgres; \tadduser -u 70 -S -D -G postgres -H -h /var/lib/postgresql -s /bin/sh postgres
ENV GOSU_VERSION=1.19
2.4MB RUN set -eux; \t\tapk add --no-cache --virtual .gosu-deps \t\tca-certificates \t\tdpkg \t\tgnupg
0B RUN mkdir /docker-entrypoint-initdb.d
ENV LANG=en_US.utf8
ENV PG_MAJOR=${major}
ENV PG_VERSION=${version}
266MB RUN set -eux; \t\twget -O postgresql.tar.bz2 "https://ftp.postgresql.org/pub/source/v$PG_VERSION/postgresql-$PG_VERSION.tar.bz2"
60kB RUN set -eux; \tcp -v /usr/local/share/postgresql/postgresql.conf.sample /usr/local/share/postgresql/postgresql.conf.sample.orig
0B RUN install --verbose --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql
ENV PGDATA=${postgresData(major)}
VOLUME ${postgresVolume(major)}
18.4kB COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432/tcp
CMD ["postgres"]`,
    files: () => [
      ...withAlpineUser('postgres', 70, 70, '/var/lib/postgresql', '/bin/sh'),
      ...programs('/usr/local/bin', CLIENTS),
      ...programs('/bin', 'bash'),
      program('/usr/local/bin/gosu', 2_293_760),
      directory('/docker-entrypoint-initdb.d'),
      directory('/var/lib/postgresql', 0o1777, 70),
      directory('/run/postgresql', 0o3777, 70),
      script('/usr/local/bin/docker-entrypoint.sh', POSTGRES_ENTRYPOINT),
    ],
  };
}

export const postgres: HubRepository = {
  name: 'postgres',
  description: 'The PostgreSQL object-relational database system provides reliability and data integrity.',
  stars: 14600,
  variants: [
    { tags: 'latest 18 18.6 trixie 18-trixie', recipe: postgresOnDebian('18.6', '2026-09-19', '325MB') },
    { tags: 'alpine 18-alpine 18.6-alpine', recipe: postgresOnAlpine('18.6', '2026-09-19') },
    { tags: '17 17-bookworm', recipe: postgresOnDebian('17.6', '2026-09-19', '309MB') },
    { tags: '17-alpine', recipe: postgresOnAlpine('17.6', '2026-09-19') },
    { tags: '16 16-bookworm', recipe: postgresOnDebian('16.10', '2026-09-19', '301MB') },
    { tags: '16-alpine', recipe: postgresOnAlpine('16.10', '2026-09-19') },
    { tags: '15 15-bookworm', recipe: postgresOnDebian('15.14', '2026-09-19', '296MB') },
  ],
};
