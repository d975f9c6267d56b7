/**
 * Jenkins, the registry, Traefik and BuildKit.
 * @see jenkinsci/docker, distribution/distribution-library-image, traefik/traefik-library-image; versions:
 * docker-library/repo-info, September 2026
 */
import type { HubRepository, Recipe } from './recipe.ts';
import { directory, program, programs, script, text } from './recipe.ts';
import { alpine323, alpine324 } from './root/alpine.ts';
import { bookworm } from './root/debian.ts';
import { withUser } from './root/gnu.ts';

const JENKINS_HOME = '/var/jenkins_home';
const JENKINS = `#!/bin/bash -e
case "\${1:-}" in
    ''|-*) exec java -Duser.home="$JENKINS_HOME" $JAVA_OPTS -jar /usr/share/jenkins/jenkins.war $JENKINS_OPTS "$@" ;;
esac
exec "$@"
`;

const jenkinsRecipe = (version: string, jdk: string, created: string): Recipe => ({
  from: bookworm,
  created,
  steps: `104MB RUN apt-get update   && apt-get install -y --no-install-recommends     ca-certificates     curl     git     gnupg     gpg     libfontconfig1     libfreetype6     procps     ssh-client     tini     unzip     tzdata
12.3MB RUN arch=$(uname -m | sed -e 's/x86_64/amd64/g' -e 's/aarch64/arm64/g')   && curl -L -s -o git-lfs.tgz
ENV LANG=C.UTF-8
ENV JENKINS_HOME=${JENKINS_HOME}
ENV JENKINS_SLAVE_AGENT_PORT=50000
ENV REF=/usr/share/jenkins/ref
9.6kB RUN mkdir -p $JENKINS_HOME   && chown 1000:1000 $JENKINS_HOME   && groupadd -g 1000 jenkins   && useradd -d "$JENKINS_HOME" -u 1000 -g 1000 -l -m -s /bin/bash jenkins
VOLUME ${JENKINS_HOME}
0B RUN mkdir -p /usr/share/jenkins/ref/init.groovy.d
ENV JENKINS_VERSION=${version}
95.4MB RUN curl -fsSL \${JENKINS_URL} -o /usr/share/jenkins/jenkins.war
ENV JENKINS_UC=https://updates.jenkins.io
ENV JENKINS_UC_EXPERIMENTAL=https://updates.jenkins.io/experimental
ENV JENKINS_INCREMENTALS_REPO_MIRROR=https://repo.jenkins-ci.org/incrementals
0B RUN chown -R jenkins "$JENKINS_HOME" "$REF"
6.57MB RUN curl -fsSL \${PLUGIN_CLI_URL} -o /opt/jenkins-plugin-manager.jar
EXPOSE 8080/tcp
EXPOSE 50000/tcp
ENV COPY_REFERENCE_FILE_LOG=${JENKINS_HOME}/copy_reference_file.log
ENV JAVA_HOME=/opt/java/openjdk
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
${jdk} COPY /javaruntime /opt/java/openjdk
USER jenkins
7.04kB COPY jenkins-support /usr/local/bin/jenkins-support
1.8kB COPY jenkins.sh /usr/local/bin/jenkins.sh
214B COPY jenkins-plugin-cli.sh /bin/jenkins-plugin-cli
ENTRYPOINT ["/usr/bin/tini", "--", "/usr/local/bin/jenkins.sh"]
LABEL org.opencontainers.image.vendor=Jenkins project
LABEL org.opencontainers.image.version=${version}`,
  files: () => [
    ...withUser('jenkins', 1000, 1000, JENKINS_HOME, '/bin/bash'),
    directory(JENKINS_HOME, 0o755, 1000),
    ...programs('/opt/java/openjdk/bin', 'java keytool'),
    ...programs('/usr/bin', 'curl git gpg ps ssh tini unzip jenkins-plugin-cli'),
    { path: '/usr/share/jenkins/jenkins.war', type: 'file', mode: 0o644, size: 95_400_000 },
    script('/usr/local/bin/jenkins.sh', JENKINS),
  ],
});

export const jenkins: HubRepository = {
  name: 'jenkins/jenkins',
  description: 'The leading open source automation server',
  stars: 4200,
  variants: [
    { tags: 'lts lts-jdk21 2.528.3-lts 2.528.3', recipe: jenkinsRecipe('2.528.3', '94.6MB', '2025-12-10') },
    { tags: 'lts-jdk17', recipe: jenkinsRecipe('2.528.3', '88.1MB', '2025-12-10') },
    { tags: 'latest jdk21 2.540', recipe: jenkinsRecipe('2.540', '94.6MB', '2025-12-09') },
  ],
};

const REGISTRY_ENTRYPOINT = `#!/bin/sh
set -e
case "$1" in
    *.yaml|*.yml) set -- registry serve "$@" ;;
    serve|garbage-collect|help|-*) set -- registry "$@" ;;
esac
exec "$@"
`;
const REGISTRY_CONFIG = `version: 0.1
log:
  fields:
    service: registry
storage:
  cache:
    blobdescriptor: inmemory
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
health:
  storagedriver:
    enabled: true
    interval: 10s
    threshold: 3
`;

function registryRecipe(version: string, size: string, created: string): Recipe {
  const config = version < '3' ? '/etc/docker/registry/config.yml' : '/etc/distribution/config.yml';
  return {
    from: alpine323,
    created,
    steps: `612kB RUN apk add --no-cache ca-certificates
${size} RUN set -eux; \tversion='${version}'; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tx86_64)  arch='amd64'
396B COPY ./config-example.yml ${config}
${version < '3' ? '' : 'ENV OTEL_TRACES_EXPORTER=none\n'}VOLUME /var/lib/registry
EXPOSE 5000/tcp
213B COPY entrypoint.sh /entrypoint.sh
ENTRYPOINT ["/entrypoint.sh"]
CMD ["${config}"]`,
    files: () => [
      program('/bin/registry', 48_000_000),
      text(config, REGISTRY_CONFIG),
      script('/entrypoint.sh', REGISTRY_ENTRYPOINT),
      directory('/var/lib/registry'),
    ],
  };
}

export const registry: HubRepository = {
  name: 'registry',
  description: 'Distribution implementation for storing and distributing of container images and artifacts',
  stars: 4200,
  variants: [
    { tags: 'latest 3 3.1 3.1.1', recipe: registryRecipe('3.1.1', '49.2MB', '2026-06-22') },
    { tags: '2 2.8 2.8.3', recipe: registryRecipe('2.8.3', '17.4MB', '2023-10-02') },
  ],
};

const TRAEFIK_ENTRYPOINT = `#!/bin/sh
set -e
case "\${1:-}" in -*) set -- traefik "$@" ;; esac
exec "$@"
`;

const traefikRecipe = (version: string, size: string, created: string): Recipe => ({
  from: alpine324,
  created,
  steps: `1.02MB RUN apk --no-cache add ca-certificates tzdata
${size} RUN set -ex; \tapkArch="$(apk --print-arch)"; \tcase "$apkArch" in \t\tarmhf) arch='armv6' ;;         armv7) arch='armv7' ;;
508B COPY entrypoint.sh /
EXPOSE 80/tcp
ENTRYPOINT ["/entrypoint.sh"]
CMD ["traefik"]
LABEL org.opencontainers.image.version=${version}`,
  files: () => [program('/usr/local/bin/traefik', 180_000_000), script('/entrypoint.sh', TRAEFIK_ENTRYPOINT)],
});

export const traefik: HubRepository = {
  name: 'traefik',
  description: 'Traefik, The Cloud Native Edge Router',
  stars: 3500,
  variants: [
    { tags: 'latest v3 v3.7 v3.7.13 3 3.7 3.7.13', recipe: traefikRecipe('v3.7.13', '192MB', '2026-09-17') },
    { tags: 'v2 v2.11 2.11 2', recipe: traefikRecipe('v2.11.29', '171MB', '2025-09-16') },
  ],
};

/** What `docker buildx create` starts. @see moby/buildkit Dockerfile, target buildkit-linux */
export const buildkit: HubRepository = {
  name: 'moby/buildkit',
  description: 'Concurrent, cache-efficient, and Dockerfile-agnostic builder toolkit',
  stars: 290,
  variants: [
    {
      tags: 'buildx-stable-1 latest v0.25.1',
      recipe: {
        from: alpine323,
        created: '2026-09-29',
        steps: `27.9MB RUN apk add --no-cache fuse3 git openssh openssl pigz xz iptables ip6tables   && ln -s fusermount3 /usr/bin/fusermount
4.8kB COPY examples/buildctl-daemonless/buildctl-daemonless.sh /usr/bin/
VOLUME /var/lib/buildkit
190MB COPY / /usr/bin/
ENV BUILDKIT_SETUP_CGROUPV2_ROOT=1
ENTRYPOINT ["buildkitd"]`,
        files: () => [
          program('/usr/bin/buildkitd', 75_000_000),
          program('/usr/bin/buildctl', 40_000_000),
          directory('/var/lib/buildkit'),
        ],
      },
    },
  ],
};
