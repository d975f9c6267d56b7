/**
 * PostgreSQL, MySQL and MongoDB.
 * @see docker-library/postgres, docker-library/mysql, docker-library/mongo; versions: docker-library/repo-info, September 2026
 */
import type { ImageFile } from '../image-tree.ts';
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script, text } from './recipe.ts';
import { alpine323, withAlpineUser } from './root/alpine.ts';
import { bookwormSlim, trixieSlim } from './root/debian.ts';
import { gnuFiles, GROUP, PASSWD, withUser } from './root/gnu.ts';
import { noble } from './root/ubuntu.ts';

/** Hands over to the server as its user; the real scripts prepare a data directory before. */
const entrypoint = (server: string, user: string, required = ''): ImageFile =>
  script(
    '/usr/local/bin/docker-entrypoint.sh',
    `#!/bin/bash
set -e
case "\${1:-}" in -*) set -- ${server} "$@" ;; esac
if [ "$1" = ${server} ]; then
${required}    if [ "$(id -u)" = 0 ]; then exec gosu ${user} "$0" "$@"; fi
fi
exec "$@"
`,
  );

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

const ORACLE_RELEASE = `NAME="Oracle Linux Server"
VERSION="9.6"
ID="ol"
ID_LIKE="fedora"
VARIANT="Server"
VERSION_ID="9.6"
PRETTY_NAME="Oracle Linux Server 9.6"
HOME_URL="https://linux.oracle.com/"
`;

/** MySQL is built on Oracle Linux, which has no repository of its own in this catalogue. */
const oracleLinux: Recipe = {
  created: '2026-09-11',
  steps: `118MB ADD oraclelinux-9-slim-amd64-rootfs.tar.xz /
CMD ["/bin/bash"]`,
  files: () => [
    ...gnuFiles().filter(({ path }) => !/\/(apt|dpkg|deb)[^/]*$/.test(path)),
    ...programs('/usr/bin', 'microdnf rpm curl bash'),
    text('/usr/lib/os-release', ORACLE_RELEASE),
    text('/etc/oracle-release', 'Oracle Linux Server release 9.6\n'),
  ],
};

const MYSQL_NEEDS_PASSWORD = `    if [ ! -d /var/lib/mysql/mysql ] && [ -z "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MYSQL_RANDOM_ROOT_PASSWORD" ]; then
        echo "$(date -u +%Y-%m-%d\\ %H:%M:%S+00:00) [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD" >&2
        exit 1
    fi
`;

const mysqlRecipe = (major: string, version: string, created: string, shell: string): Recipe => ({
  from: oracleLinux,
  created,
  steps: `3.8kB RUN set -eux; \tgroupadd --system --gid 999 mysql; \tuseradd --system --uid 999 --gid 999 --home-dir /var/lib/mysql --no-create-home mysql
ENV GOSU_VERSION=1.19
2.29MB RUN set -eux; \tarch="$(uname -m)"; \tcase "$arch" in \t\taarch64) gosuArch='arm64' ;; \t\tx86_64) gosuArch='amd64' ;;
20.4MB RUN set -eux; \tmicrodnf install -y \t\tbzip2 \t\tgzip \t\topenssl \t\txz \t\tzstd \t\tfindutils \t; \tmicrodnf clean all
3.16kB RUN set -eux; \tkey='BCA4 3417 C3B4 85DD 128E C6D4 B7B3 B788 A8D3 785C'; \texport GNUPGHOME="$(mktemp -d)"
ENV MYSQL_MAJOR=${major}
ENV MYSQL_VERSION=${version}-1.el9
231B RUN set -eu; \t{ \t\techo '[mysql${major}-server-minimal]'; \t\techo 'name=MySQL ${major} Server Minimal'
263MB RUN set -eux; \tmicrodnf install -y "mysql-community-server-minimal-$MYSQL_VERSION"; \tmicrodnf clean all
217B RUN set -eu; \t{ \t\techo '[mysql-tools-community]'; \t\techo 'name=MySQL Tools Community'
ENV MYSQL_SHELL_VERSION=${version}-1.el9
${shell} RUN set -eux; \tmicrodnf install -y "mysql-shell-$MYSQL_SHELL_VERSION"; \tmicrodnf clean all; \t\tmysqlsh --version
VOLUME /var/lib/mysql
14.2kB COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 3306/tcp 33060/tcp
CMD ["mysqld"]`,
  files: () => [
    text('/etc/passwd', `${PASSWD}mysql:x:999:999::/var/lib/mysql:/bin/bash\n`),
    text('/etc/group', `${GROUP}mysql:x:999:\n`),
    ...programs('/usr/bin', 'mysql mysqladmin mysqldump mysqlsh'),
    ...programs('/usr/sbin', 'mysqld'),
    program('/usr/local/bin/gosu', 2_293_760),
    directory('/docker-entrypoint-initdb.d'),
    directory('/var/lib/mysql', 0o1777, 999),
    entrypoint('mysqld', 'mysql', MYSQL_NEEDS_PASSWORD),
  ],
});

export const mysql: HubRepository = {
  name: 'mysql',
  description: 'MySQL is a widely used, open-source relational database management system (RDBMS).',
  stars: 15900,
  variants: [
    { tags: 'latest 26.7.0 26.7 26 innovation', recipe: mysqlRecipe('innovation', '26.7.0', '2026-09-12', '524MB') },
    { tags: '8.4 8.4.10 8', recipe: mysqlRecipe('8.4', '8.4.10', '2026-09-12', '382MB') },
    { tags: '8.0', recipe: mysqlRecipe('8.0', '8.0.43', '2025-08-21', '376MB') },
  ],
};

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
