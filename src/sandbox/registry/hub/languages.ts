/**
 * Python, Node.js and OpenJDK.
 * @see docker-library/python, nodejs/docker-node, docker-library/openjdk, docker-library/buildpack-deps; versions:
 * docker-library/repo-info, 2026
 */
import type { ImageFile } from '../image-tree.ts';
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, link, program, programs, script, text } from './recipe.ts';
import { alpine324, withAlpineUser } from './root/alpine.ts';
import { bookworm, bookwormSlim, trixie, trixieSlim } from './root/debian.ts';
import { GROUP, PASSWD, PROCPS } from './root/gnu.ts';

/** buildpack-deps: Debian with compilers, git and the like; the base of the full images. */
const buildpack = (from: Recipe): Recipe => ({
  from,
  created: '2026-09-18',
  steps: `49.3MB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tcurl \t\tgnupg \t\tnetbase \t\tsq \t\twget
183MB RUN apt-get update && apt-get install -y --no-install-recommends \t\tgit \t\tmercurial \t\topenssh-client \t\tsubversion \t\t\t\tprocps
634MB RUN set -ex; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tautoconf \t\tautomake \t\tbzip2 \t\tdefault-libmysqlclient-dev`,
  files: () => [
    ...programs(
      '/usr/bin',
      'curl wget git hg svn ssh scp gcc g++ make autoconf automake patch file unzip xz bzip2 gpg',
    ),
    ...programs('/usr/bin', PROCPS),
  ],
});

/** buildpack-deps:scm of 2022, smaller than today's. */
const scm: Recipe = {
  from: bookworm,
  created: '2022-08-02',
  steps: `21.5MB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tcurl \t\tnetbase \t\twget
152MB RUN apt-get update && apt-get install -y --no-install-recommends \t\tgit \t\tmercurial \t\topenssh-client \t\tsubversion \t\t\t\tprocps`,
  files: () => [...programs('/usr/bin', 'curl wget git hg svn ssh scp'), ...programs('/usr/bin', PROCPS)],
};

const fullTrixie = buildpack(trixie);
const fullBookworm = buildpack(bookworm);

const PATH = '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function pythonFiles(version: string): ImageFile[] {
  const minor = version.split('.').slice(0, 2).join('.');
  return [
    program(`/usr/local/bin/python${minor}`, 14_400),
    ...programs(
      '/usr/local/bin',
      `python3>python${minor} python>python3 pip${minor}>pip3 pip3 pip>pip3 idle3>idle${minor} idle>idle3 idle${minor} pydoc3>pydoc${minor} pydoc>pydoc3 pydoc${minor}`,
    ),
    directory(`/usr/local/lib/python${minor}/site-packages`),
  ];
}

interface PythonBuild {
  readonly from: Recipe;
  readonly dependencies: string;
  readonly size: string;
}

const pythonRecipe = (version: string, { from, dependencies, size }: PythonBuild): Recipe => ({
  from,
  created: '2026-09-19',
  steps: `ENV PATH=${PATH}
${dependencies}
ENV PYTHON_VERSION=${version}
${size} RUN set -eux; \t\twget -O python.tar.xz "https://www.python.org/ftp/python/\${PYTHON_VERSION%%[a-z]*}/Python-$PYTHON_VERSION.tar.xz"
36B RUN set -eux; \tfor src in idle3 pip3 pydoc3 python3 python3-config; do \t\tdst="$(echo "$src" | tr -d 3)"
CMD ["python3"]`,
  files: () => pythonFiles(version),
});

const full = (version: string): Recipe =>
  pythonRecipe(version, {
    from: fullTrixie,
    dependencies:
      '18.9MB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tlibbluetooth-dev \t\ttk-dev \t\tuuid-dev',
    size: '70.4MB',
  });
const slim = (version: string): Recipe =>
  pythonRecipe(version, {
    from: trixieSlim,
    dependencies:
      '3.81MB RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tnetbase \t\ttzdata',
    size: '36.3MB',
  });
const small = (version: string): Recipe =>
  pythonRecipe(version, {
    from: alpine324,
    dependencies: '1.02MB RUN set -eux; \tapk add --no-cache \t\tca-certificates \t\ttzdata \t;',
    size: '36.8MB',
  });

export const python: HubRepository = {
  name: 'python',
  description: 'Python is an interpreted, interactive, object-oriented, open-source programming language.',
  stars: 10400,
  variants: [
    { tags: 'latest 3.14.7 3.14 3 trixie 3.14-trixie', recipe: full('3.14.7') },
    { tags: 'slim 3.14.7-slim 3.14-slim 3-slim slim-trixie 3.14-slim-trixie', recipe: slim('3.14.7') },
    { tags: 'alpine 3.14.7-alpine 3.14-alpine 3-alpine', recipe: small('3.14.7') },
    { tags: '3.13', recipe: full('3.13.11') },
    { tags: '3.13-slim 3.13-slim-trixie', recipe: slim('3.13.11') },
    { tags: '3.13-alpine', recipe: small('3.13.11') },
    { tags: '3.12', recipe: full('3.12.12') },
    { tags: '3.12-slim 3.12-slim-trixie', recipe: slim('3.12.12') },
    { tags: '3.12-alpine', recipe: small('3.12.12') },
    { tags: '3.11', recipe: full('3.11.14') },
    { tags: '3.11-slim 3.11-slim-trixie', recipe: slim('3.11.14') },
    { tags: '3.10-slim', recipe: slim('3.10.19') },
    { tags: '3.9-slim', recipe: slim('3.9.25') },
  ],
};

/** Options, and names that are no command, are for node. */
const NODE_ENTRYPOINT = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
    set -- node "$@"
fi
exec "$@"
`;

const nodeFiles = (alpine: boolean): ImageFile[] => [
  ...(alpine
    ? withAlpineUser('node', 1000, 1000, '/home/node', '/bin/sh')
    : [
        text('/etc/passwd', `${PASSWD}node:x:1000:1000::/home/node:/bin/bash\n`),
        text('/etc/group', `${GROUP}node:x:1000:\n`),
      ]),
  directory('/home/node', 0o755, 1000),
  program('/usr/local/bin/node', 121_000_000),
  ...programs('/usr/local/bin', 'nodejs>node npm npx'),
  script('/usr/local/bin/docker-entrypoint.sh', NODE_ENTRYPOINT),
];

interface NodeBuild {
  readonly version: string;
  readonly created: string;
}

const nodeTail = `388B COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]`;

const nodeOn = (from: Recipe, size: string, { version, created }: NodeBuild): Recipe => ({
  from,
  created,
  steps: `8.94kB RUN groupadd --gid 1000 node   && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_VERSION=${version}
${size} RUN ARCH= OPENSSL_ARCH= && dpkgArch="$(dpkg --print-architecture)"     && case "\${dpkgArch##*-}" in       amd64) ARCH='x64'
${nodeTail}`,
  files: () => nodeFiles(false),
});

const nodeOnAlpine = ({ version, created }: NodeBuild): Recipe => ({
  from: alpine324,
  created,
  steps: `ENV NODE_VERSION=${version}
152MB RUN addgroup -g 1000 node     && adduser -u 1000 -G node -s /bin/sh -D node     && apk add --no-cache         libstdc++
${nodeTail}`,
  files: () => nodeFiles(true),
});

const node26 = { version: '26.5.0', created: '2026-07-08' };
const node24 = { version: '24.21.0', created: '2026-10-21' };
const node22 = { version: '22.21.1', created: '2025-11-18' };
const node20 = { version: '20.19.6', created: '2025-11-25' };

export const node: HubRepository = {
  name: 'node',
  description: 'Node.js is a JavaScript-based platform for server-side and networking applications.',
  stars: 14000,
  variants: [
    { tags: 'latest 26 26.5 26.5.0 current bookworm', recipe: nodeOn(fullBookworm, '196MB', node26) },
    { tags: 'slim 26-slim current-slim trixie-slim', recipe: nodeOn(trixieSlim, '152MB', node26) },
    { tags: 'alpine 26-alpine current-alpine', recipe: nodeOnAlpine(node26) },
    { tags: '24 24.21.0 lts krypton', recipe: nodeOn(fullBookworm, '190MB', node24) },
    { tags: '24-slim lts-slim', recipe: nodeOn(bookwormSlim, '149MB', node24) },
    { tags: '24-alpine lts-alpine', recipe: nodeOnAlpine(node24) },
    { tags: '22 22.21.1 jod', recipe: nodeOn(fullBookworm, '186MB', node22) },
    { tags: '22-slim', recipe: nodeOn(bookwormSlim, '145MB', node22) },
    { tags: '22-alpine', recipe: nodeOnAlpine(node22) },
    { tags: '20 20.19.6 iron', recipe: nodeOn(fullBookworm, '163MB', node20) },
    { tags: '20-slim', recipe: nodeOn(bookwormSlim, '122MB', node20) },
    { tags: '20-alpine', recipe: nodeOnAlpine(node20) },
  ],
};

const JAVA = '/usr/local/openjdk';

/** Not updated since 2022, and still pulled. From 12 on Oracle Linux is below the full ones; here Debian of that size is. */
function openjdkRecipe(from: Recipe, version: string, sizes: readonly [string, string], slimmed: boolean): Recipe {
  const home = `${JAVA}-${Number.parseInt(version.replace('8u', '8.'), 10)}`;
  const packages = slimmed
    ? 'ca-certificates p11-kit'
    : 'bzip2 unzip xz-utils fontconfig libfreetype6 ca-certificates p11-kit';
  return {
    from,
    created: '2022-08-02',
    only: 'amd64',
    steps: `${sizes[0]} RUN set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\t${packages}
ENV JAVA_HOME=${home}
ENV PATH=${home}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=C.UTF-8
ENV JAVA_VERSION=${version}
${sizes[1]} RUN set -eux; \t\tarch="$(dpkg --print-architecture)"; \tcase "$arch" in \t\t'amd64')
CMD ["jshell"]`,
    files: () => [
      ...programs(`${home}/bin`, 'java javac jar jshell jps jcmd keytool javadoc'),
      link('/usr/local/java', home),
    ],
  };
}

const JAVA_8 = '/usr/lib/jvm/java-1.8-openjdk';

/** The last one on Alpine, of 2019; here on today's Alpine. @see docker-library/openjdk 8/jdk/alpine */
const openjdk8OnAlpine: Recipe = {
  from: alpine324,
  created: '2019-05-11',
  only: 'amd64',
  steps: `ENV LANG=C.UTF-8
87B RUN { \t\techo '#!/bin/sh'; \t\techo 'set -e'; \t\techo; \t\techo 'dirname "$(dirname "$(readlink -f "$(which javac || which java)")")"'; \t} > /usr/local/bin/docker-java-home \t&& chmod +x /usr/local/bin/docker-java-home
ENV JAVA_HOME=${JAVA_8}
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:${JAVA_8}/jre/bin:${JAVA_8}/bin
ENV JAVA_VERSION=8u212
ENV JAVA_ALPINE_VERSION=8.212.04-r0
99.3MB RUN set -x \t&& apk add --no-cache \t\topenjdk8="$JAVA_ALPINE_VERSION" \t&& [ "$JAVA_HOME" = "$(docker-java-home)" ]`,
  files: () => [...programs(`${JAVA_8}/bin`, 'javac jar'), ...programs(`${JAVA_8}/jre/bin`, 'java keytool')],
};

export const openjdk: HubRepository = {
  name: 'openjdk',
  description: 'Pre-release / non-production builds of OpenJDK',
  stars: 4000,
  variants: [
    { tags: 'latest 18 18-jdk', recipe: openjdkRecipe(bookworm, '18.0.2', ['36.4MB', '322MB'], false) },
    { tags: '17 17-jdk', recipe: openjdkRecipe(bookworm, '17.0.2', ['36.4MB', '318MB'], false) },
    { tags: '17-slim 17-jdk-slim', recipe: openjdkRecipe(bookwormSlim, '17.0.2', ['1.56MB', '326MB'], true) },
    { tags: '11 11-jdk', recipe: openjdkRecipe(scm, '11.0.16', ['11.3MB', '343MB'], false) },
    { tags: '11-slim 11-jdk-slim', recipe: openjdkRecipe(bookwormSlim, '11.0.16', ['1.56MB', '343MB'], true) },
    { tags: '8-alpine 8-jdk-alpine 8u212-jdk-alpine', recipe: openjdk8OnAlpine },
    { tags: '8 8-jdk', recipe: openjdkRecipe(scm, '8u342', ['27.1MB', '208MB'], false) },
  ],
};
