/** MySQL and MariaDB. @see docker-library/mysql, MariaDB/mariadb-docker; versions: docker-library/repo-info, September 2026 */
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script, text } from './recipe.ts';
import { gnuFiles, GROUP, PASSWD } from './root/gnu.ts';
import { noble } from './root/ubuntu.ts';

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

interface MysqlNames {
  readonly prefix: 'MYSQL' | 'MARIADB';
  readonly server: string;
  readonly client: string;
  readonly admin: string;
  readonly title: string;
}

/** Does what the image's own script does: makes the data directory once, runs the scripts of a first start; written anew. */
const mysqlEntrypoint = ({ prefix, server, client, admin, title }: MysqlNames): string => `#!/bin/bash
set -e

note() { echo "$(date -u '+%Y-%m-%d %H:%M:%S+00:00') [Note] [Entrypoint]: $*"; }

# VAR, MYSQL_VAR, or the content of the file that VAR_FILE names
secret() {
    for name in ${prefix === 'MARIADB' ? 'MARIADB MYSQL' : 'MYSQL'}; do
        file="$(printenv "\${name}_$1_FILE")" || true
        if [ -n "$file" ]; then cat "$file"; return; fi
        value="$(printenv "\${name}_$1")" || true
        if [ -n "$value" ]; then echo "$value"; return; fi
    done
}

case "\${1:-}" in -*) set -- ${server} "$@" ;; esac
if [ "$1" = ${server} ] || [ "$1" = mysqld ]; then
    note "Entrypoint script for ${title} Server $${prefix}_VERSION started."
    if [ "$(id -u)" = 0 ]; then
        chown -R mysql /var/lib/mysql
        note "Switching to dedicated user 'mysql'"
        exec gosu mysql "$0" "$@"
    fi
    if [ ! -d /var/lib/mysql/mysql ]; then
        password="$(secret ROOT_PASSWORD)"
        if [ -z "$password$(secret ALLOW_EMPTY_PASSWORD)$(secret ALLOW_EMPTY_ROOT_PASSWORD)$(secret RANDOM_ROOT_PASSWORD)" ]; then
            echo "$(date -u '+%Y-%m-%d %H:%M:%S+00:00') [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - ${prefix}_ROOT_PASSWORD
    - ${prefix}_ALLOW_EMPTY_${prefix === 'MARIADB' ? 'ROOT_' : ''}PASSWORD
    - ${prefix}_RANDOM_ROOT_PASSWORD" >&2
            exit 1
        fi
        note "Initializing database files"
        ${server} --initialize-insecure
        note "Database files initialized"
        note "Starting temporary server"
        ${server} --skip-networking &
        until ${admin} -uroot --silent ping >/dev/null 2>&1; do sleep 0.5; done
        note "Temporary server started."
        if [ -n "$(secret RANDOM_ROOT_PASSWORD)" ] && [ -z "$password" ]; then
            password="$(head -c 24 /dev/urandom | base64)"
            note "GENERATED ROOT PASSWORD: $password"
        fi
        [ -z "$password" ] || ${client} -uroot -e "ALTER USER 'root'@'localhost' IDENTIFIED BY '$password'"
        export MYSQL_PWD="$password"
        database="$(secret DATABASE)"
        if [ -n "$database" ]; then
            note "Creating database $database"
            ${client} -uroot -e "CREATE DATABASE IF NOT EXISTS \\\`$database\\\`"
        fi
        user="$(secret USER)"
        if [ -n "$user" ]; then
            note "Creating user $user"
            ${client} -uroot -e "CREATE USER '$user'@'%' IDENTIFIED BY '$(secret PASSWORD)'"
            [ -z "$database" ] || note "Giving user $user access to schema $database"
        fi
        for file in /docker-entrypoint-initdb.d/*; do
            case "$file" in
                *.sh) note "$0: running $file"; . "$file" ;;
                *.sql) note "$0: running $file"; ${client} -uroot $database < "$file" ;;
                *.sql.gz) note "$0: running $file"; gunzip -c "$file" | ${client} -uroot $database ;;
            esac
        done
        note "Stopping temporary server"
        ${admin} -uroot shutdown
        wait
        note "Temporary server stopped"
        unset MYSQL_PWD
        echo
        note "${title} init process done. Ready for start up."
        echo
    fi
fi
exec "$@"
`;

const MYSQL_NAMES: MysqlNames = {
  prefix: 'MYSQL',
  server: 'mysqld',
  client: 'mysql',
  admin: 'mysqladmin',
  title: 'MySQL',
};
const MARIADB_NAMES: MysqlNames = {
  prefix: 'MARIADB',
  server: 'mariadbd',
  client: 'mariadb',
  admin: 'mariadb-admin',
  title: 'MariaDB',
};

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
    directory('/run/mysqld', 0o1777, 999),
    script('/usr/local/bin/docker-entrypoint.sh', mysqlEntrypoint(MYSQL_NAMES)),
  ],
});

const mariadbRecipe = (version: string, size: string): Recipe => ({
  from: noble,
  created: '2026-09-10',
  steps: `4.3kB RUN groupadd -r mysql && useradd -r -g mysql mysql --home-dir /var/lib/mysql
ENV GOSU_VERSION=1.19
ENV LANG=C.UTF-8
ENV MARIADB_VERSION=1:${version}+maria~ubu2404
${size} RUN set -ex; \tapt-get update; \tapt-get install -y --no-install-recommends mariadb-server="$MARIADB_VERSION" mariadb-backup socat
VOLUME /var/lib/mysql
26.9kB COPY healthcheck.sh docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 3306/tcp
CMD ["mariadbd"]`,
  files: () => [
    text('/etc/passwd', `${PASSWD}mysql:x:999:999::/var/lib/mysql:/bin/sh\n`),
    text('/etc/group', `${GROUP}mysql:x:999:\n`),
    ...programs(
      '/usr/bin',
      'mariadb mysql>mariadb mariadb-admin mysqladmin>mariadb-admin mariadb-dump mysqldump>mariadb-dump',
    ),
    ...programs('/usr/sbin', 'mariadbd mysqld>mariadbd'),
    program('/usr/local/bin/gosu', 2_293_760),
    directory('/docker-entrypoint-initdb.d'),
    directory('/var/lib/mysql', 0o1777, 999),
    directory('/run/mysqld', 0o1777, 999),
    script('/usr/local/bin/docker-entrypoint.sh', mysqlEntrypoint(MARIADB_NAMES)),
    script('/usr/local/bin/healthcheck.sh', '#!/bin/bash\nexec mariadb-admin ping --silent\n'),
  ],
});

export const mariadb: HubRepository = {
  name: 'mariadb',
  description: 'MariaDB Server is a high performing open source relational database, forked from MySQL.',
  stars: 6000,
  variants: [
    { tags: 'latest 11 11.8 lts noble', recipe: mariadbRecipe('11.8.3', '251MB') },
    { tags: '10.11 10', recipe: mariadbRecipe('10.11.14', '248MB') },
  ],
};

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
