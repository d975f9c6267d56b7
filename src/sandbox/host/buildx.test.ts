import { expect, test } from 'vitest';
import { createTestHost } from '../runtimes/test-host.ts';

// The texts are those of buildx 0.29.1 on Docker 28.5.2; its worker there was the engine's own BuildKit.

const FILES = {
  '/root/a/Dockerfile': 'FROM busybox\nRUN uname -m > /arch\nCMD ["cat", "/arch"]\n',
  '/root/a/bad.Dockerfile': 'FROM busybox\nRUN false\n',
};

function lab() {
  const host = createTestHost({
    files: FILES,
    images: ['busybox', 'registry:2'],
  });
  const run = async (command: string) => {
    const { stdout, stderr } = await host.run(command);
    expect(host.kernel.faults).toEqual([]);
    return stdout + stderr;
  };
  return { host, run };
}

test('[BUILDX-1] a builder is made, shown, started by its first build, stopped and removed with its volume', async () => {
  const { run } = lab();
  expect(await run('docker buildx create --name b --use')).toBe('b\n');
  expect(await run('docker buildx ls')).toBe(
    [
      'NAME/NODE     DRIVER/ENDPOINT                   STATUS     BUILDKIT         PLATFORMS',
      'b*            docker-container                                              ',
      ' \\_ b0         \\_ unix:///var/run/docker.sock   inactive                    ',
      'default       docker                                                        ',
      ' \\_ default    \\_ default                       running    v0.0.0+unknown   linux/amd64 (+4), linux/386',
      '',
    ].join('\n'),
  );
  expect(await run('docker buildx inspect | tail -5')).toBe(
    [
      'Nodes:',
      'Name:                  b0',
      'Endpoint:              unix:///var/run/docker.sock',
      'Status:                inactive',
      'BuildKit daemon flags: --allow-insecure-entitlement=network.host',
      '',
    ].join('\n'),
  );
  const built = await run('docker buildx build a');
  expect(built).toContain('#0 building with "b" instance using docker-container driver\n');
  expect(built).toContain('#1 [internal] booting buildkit\n#1 pulling image moby/buildkit:buildx-stable-1');
  expect(built).toContain('#1 creating container buildx_buildkit_b0');
  expect(built).toMatch(/\nWARNING: No output specified with docker-container driver\. Build result will only remain/);
  expect(await run('docker images -q app')).toBe('');
  expect(await run('docker ps --format "{{.Names}} {{.Command}}" --no-trunc')).toBe(
    'buildx_buildkit_b0 "buildkitd --allow-insecure-entitlement=network.host"\n',
  );
  expect(await run('docker buildx stop; docker buildx inspect | grep Status')).toBe('Status:                stopped\n');
  expect(await run('docker buildx du')).toMatch(
    /^ERROR: Error response from daemon: container [0-9a-f]{64} is not running\n$/,
  );
  expect(await run('docker volume ls -q')).toBe('buildx_buildkit_b0_state\n');
  expect(await run('docker buildx rm b')).toBe('b removed\n');
  expect(await run('docker ps -aq; docker volume ls -q; docker buildx inspect | head -2')).toBe(
    'Name:   default\nDriver: docker\n',
  );
});

test('[BUILDX-2] --load brings the image of a builder into the engine', async () => {
  const { run } = lab();
  await run('docker buildx create --name b --use');
  const built = await run('docker buildx build --load -t app a');
  expect(built).toMatch(/ exporting to docker image format\n(?:.*\n)+?#\d+ sending tarball/);
  expect(built).toMatch(/ importing to docker\n#\d+ loading layer \w{12} /);
  expect(await run('docker run --rm app')).toBe('x86_64\n');
  expect(await run('docker buildx build --load -t app a 2>&1 | grep -c loading')).toBe('0\n');
  expect(await run('docker buildx build --platform linux/amd64,linux/arm64 --load a')).toBe(
    'ERROR: failed to build: docker exporter does not currently support exporting manifest lists\n',
  );
});

test('[BUILDX-3] an image for two platforms goes to a registry as an index, and each host takes its own', async () => {
  const { run } = lab();
  await run('docker run -d -p 5000:5000 --name reg registry:2');
  await run('docker buildx create --name b --use --driver-opt network=host');
  const built = await run(
    'docker buildx build --platform linux/amd64,linux/arm64 -t localhost:5000/lab/app:1 --push a',
  );
  expect(built).toMatch(/#\d+ \[linux\/arm64 2\/2\] RUN uname -m > \/arch\n/);
  expect(built).toMatch(/#\d+ exporting attestation manifest sha256:/);
  expect(built).toMatch(/#\d+ pushing manifest for localhost:5000\/lab\/app:1@sha256:\w{64}/);
  const shown = await run('docker buildx imagetools inspect localhost:5000/lab/app:1');
  expect(shown).toMatch(
    /^Name: {6}localhost:5000\/lab\/app:1\nMediaType: application\/vnd\.oci\.image\.index\.v1\+json\nDigest: {4}sha256:\w{64}\n {11}\nManifests: \n/,
  );
  expect(shown.match(/^ {2}Platform: {4}.*$/gm)).toEqual([
    '  Platform:    linux/amd64',
    '  Platform:    linux/arm64',
    '  Platform:    unknown/unknown',
    '  Platform:    unknown/unknown',
  ]);
  expect(await run('docker run --rm -q localhost:5000/lab/app:1')).toBe('x86_64\n');
  expect(await run('docker run --rm -q --platform linux/arm64 localhost:5000/lab/app:1')).toBe('aarch64\n');
  const made = await run(
    'docker buildx imagetools create -t localhost:5000/lab/arm:1 --platform linux/arm64 localhost:5000/lab/app:1',
  );
  expect(made).toMatch(
    /^#1 \[internal\] pushing localhost:5000\/lab\/arm:1\n#1 0\.\d{3} copying sha256:\w{64} from localhost:5000\/lab\/app:1 to localhost:5000\/lab\/arm:1\n#1 0\.\d{3} pushing sha256:\w{64} to localhost:5000\/lab\/arm:1\n/,
  );
  expect(await run('docker buildx imagetools inspect localhost:5000/lab/arm:1 | grep Platform')).toBe(
    '  Platform:  linux/arm64\n',
  );
});

test('[BUILDX-4] a worker with a network of its own does not reach a registry on the host’s localhost', async () => {
  const { run } = lab();
  await run('docker run -d -p 5000:5000 --name reg registry:2');
  await run('docker buildx create --name b --use');
  expect(await run('docker buildx build -t localhost:5000/app --push a')).toMatch(
    /\nERROR: failed to build: failed to solve: failed to push localhost:5000\/app: failed to do request: Head "https:\/\/localhost:5000\/v2\/app\/blobs\/sha256:\w{64}": dial tcp \[::1\]:5000: connect: connection refused\n$/,
  );
});

test('[BUILDX-5] the history of a builder knows what was built, how it ended, and its log', async () => {
  const { run } = lab();
  expect(await run('docker buildx history inspect')).toBe('ERROR: no records found\n');
  await run('docker build -q a');
  await run('docker build -t a --build-arg V=2 --label k=v a');
  await run('docker build -f a/bad.Dockerfile a');
  const list = await run('docker buildx history ls');
  expect(list.split('\n').map((line) => line.slice(28, 58))).toEqual([
    'NAME               STATUS     ',
    'a/bad.Dockerfile   Error      ',
    'a                  Completed  ',
    'a                  Completed  ',
    '',
  ]);
  expect(await run('docker buildx history ls --filter status=error --format "{{.Name}}"')).toBe('a/bad.Dockerfile\n');
  expect(await run('docker buildx history ls --filter "startedAt<1h" --format "{{.Name}}"')).toBe('');
  expect(await run('docker buildx history inspect')).toContain(
    'Error:\t\tUnknown process "/bin/sh -c false" did not complete successfully: exit code: 1\nBuild Steps:\t5/5 (20% cached)\n',
  );
  expect(await run('docker buildx history inspect ^1')).toContain('\nBUILD ARG\tVALUE\nV\t\t2\n\nLABEL\tVALUE\nk\tv\n');
  expect(await run('docker buildx history logs')).toMatch(
    /^#1 \[internal\] load build definition from bad\.Dockerfile\n(?:.*\n)+ > \[2\/2\] RUN false:\n-{6}\n$/,
  );
  expect(await run('docker buildx history rm --all; docker buildx history ls')).toBe(
    'BUILD ID   NAME      STATUS    CREATED AT   DURATION   \n',
  );
});

test.each([
  [
    'docker buildx create --name 1x',
    'invalid name 1x, name needs to start with a letter and may not contain symbols, except ._-',
  ],
  ['docker buildx create --name default', 'default is a reserved name and cannot be used to identify builder instance'],
  ['docker buildx create --driver docker', 'additional instances of driver "docker" cannot be created'],
  ['docker buildx create --driver nosuch', 'failed to find driver "nosuch"'],
  ['docker buildx create --leave', 'leave requires instance name'],
  ['docker buildx create --append', 'append requires a builder name'],
  ['docker buildx create --name x --append', 'failed to find instance "x" for append'],
  [
    'docker buildx create --name x --driver-opt nosuch=1',
    'failed to initialize builder x (x0): invalid driver option nosuch for docker-container driver',
  ],
  ['docker buildx inspect nosuch', 'no builder "nosuch" found'],
  ['docker buildx --builder nosuch du', 'no builder "nosuch" found'],
  ['docker buildx history nosuch | tail -1', 'unknown command: "nosuch"'],
  ['docker buildx history rm nosuch', 'lease "ref_nosuch": not found'],
  ['docker buildx history ls --filter nosuch=x', 'unsupported filter "nosuch=x"'],
  ['docker buildx history ls --filter startedAt=1h', 'invalid separator for "startedAt=1h", expected <=, <, >= or >'],
  ['docker buildx history logs a b', 'accepts at most 1 arg(s), received 2'],
  ['docker buildx ls --format {{', 'template parsing error: template: :1: unclosed action'],
  ['docker buildx build --push a', 'failed to build: tag is needed when pushing to registry'],
  ['docker buildx imagetools create', 'no sources specified'],
  ['docker buildx imagetools create busybox', "can't push with no tags specified, please set --tag or --dry-run"],
  [
    'docker buildx imagetools inspect localhost:5000/x',
    'failed to do request: Head "http://localhost:5000/v2/x/manifests/latest": dial tcp [::1]:5000: connect: connection refused',
  ],
])('[BUILDX-6] %s is refused', async (command, message) => {
  const { host } = lab();
  const { stderr, exit } = await host.run(command);
  expect(stderr).toBe(`ERROR: ${message}\n`);
  if (!command.includes('|')) expect(exit).toBe(1);
});

test('[BUILDX-7] imagetools create annotates an index of OCI, and takes a descriptor from a file', async () => {
  const { run } = lab();
  await run('docker run -d --network host registry:2; docker buildx create --name b --driver-opt network=host --use');
  await run('docker buildx build --push -t localhost:5000/x:1 a');
  const annotated = '--annotation index:a=b --annotation "manifest-descriptor[linux/amd64]:c=d"';
  expect(
    await run(
      `docker buildx imagetools create --dry-run ${annotated} localhost:5000/x:1 | jq -c '[.annotations, .manifests[0].annotations]'`,
    ),
  ).toBe('[{"a":"b"},{"c":"d"}]\n');
  expect(await run('docker buildx imagetools create --dry-run --annotation a=b localhost:5000/x:1')).toBe(
    'ERROR: "manifest" annotations are not supported yet\n',
  );
  await run('docker buildx imagetools inspect --raw localhost:5000/x:1 | jq ".manifests[0]" > d.json');
  expect(await run('docker buildx imagetools create --dry-run -f d.json')).toBe(
    'ERROR: no repositories specified, please set a reference in tag or source\n',
  );
  await run('docker buildx imagetools create -t localhost:5000/x:2 -f d.json');
  expect(
    await run('docker buildx imagetools inspect --raw localhost:5000/x:2 | jq -c "[.manifests[].platform.os]"'),
  ).toBe('["linux"]\n');
});

test('[BUILDX-CACHE-1] a cache that one builder has written is there for another, from a folder and from a registry', async () => {
  const { run } = lab();
  await run('docker run -d --network host registry:2');
  for (const name of ['b', 'c']) await run(`docker buildx create --name ${name} --driver-opt network=host`);
  const written = await run('docker buildx build --builder b --cache-to type=local,dest=cache a');
  expect(written).toMatch(/ exporting cache to client directory\n#\d+ preparing build cache for export done\n/);
  expect(await run('ls cache')).toBe('blobs\nindex.json\ningest\noci-layout\n');
  await run('docker buildx prune --builder b -af');
  const again = await run('docker buildx build --builder b --cache-from type=local,src=cache a');
  expect(again).toMatch(/RUN uname -m > \/arch\n#\d+ CACHED/);
  const sent = await run('docker buildx build --builder b --cache-to type=registry,ref=localhost:5000/x:cache a');
  expect(sent).toMatch(/ exporting cache to registry\n/);
  expect(await run('docker buildx build --builder c a')).not.toContain('CACHED');
  await run('docker buildx prune --builder c -af');
  const other = await run('docker buildx build --builder c --cache-from localhost:5000/x:cache a');
  expect(other).toContain('inferred cache manifest type: application/vnd.oci.image.manifest.v1+json');
  expect(other).toMatch(/RUN uname -m > \/arch\n#\d+ CACHED/);
});

test('[BUILDX-CACHE-2] an image that holds its cache gives it back after a push and a prune; one without does not', async () => {
  const { run } = lab();
  await run('docker run -d --network host registry:2');
  for (const [name, flags] of [
    ['with', '--cache-to type=inline'],
    ['arg', '--build-arg BUILDKIT_INLINE_CACHE=1'],
    ['without', ''],
  ] as const) {
    const image = `localhost:5000/${name}`;
    const built = await run(`docker build ${flags} -t ${image} a`);
    expect(built.includes('preparing layers for inline cache')).toBe(name !== 'without');
    await run(`docker push ${image} && docker rmi ${image} && docker builder prune -af`);
    const again = await run(`docker build --cache-from ${image} a`);
    expect(/RUN uname -m > \/arch\n#\d+ CACHED/.test(again)).toBe(name !== 'without');
    await run('docker builder prune -af');
  }
});

test('[BUILDX-OUTPUT-1] an image as a file: an OCI layout, or what docker load takes', async () => {
  const { run } = lab();
  await run('docker buildx create --name b --driver-opt network=host');
  const oci = await run('docker buildx build --builder b -o type=oci,dest=o.tar -t app:1 a');
  expect(oci).toContain('exporting to oci image format\n');
  expect(await run('tar tf o.tar | grep -v ^blobs/')).toBe('index.json\noci-layout\n');
  await run('docker buildx build --builder b -o type=docker,dest=d.tar -t app:1 a');
  expect(await run('docker load -i d.tar; docker run --rm app:1')).toBe('Loaded image: app:1\nx86_64\n');
  expect(await run('docker buildx build -o type=oci,dest=o.tar a')).toContain(
    'OCI exporter is not supported for the docker driver.',
  );
});

test('[BUILDX-PRUNE-1] a prune with a limit takes the least used records without others on them, until it fits', async () => {
  const { run } = lab();
  await run(
    "printf 'FROM busybox\\nRUN echo one >/1\\nRUN echo two >/2\\n' > a/D; docker build -q -f a/D a; docker image prune -af",
  );
  const records = 'docker buildx du --format "{{.Description}}" | grep -c echo';
  expect(await run('docker buildx prune -f --max-used-space 1gb')).toBe('Total:\t0B\n');
  expect(await run('docker buildx prune -f --reserved-space 1gb')).toBe('Total:\t0B\n');
  expect(await run(records)).toBe('2\n');
  const total = Number(/Total:\s+(\d+)B/.exec(await run('docker buildx du'))?.[1]);
  const limit = `--max-used-space ${total - 1}b`;
  const pruned = await run(`docker buildx prune -f --filter type=regular ${limit} --verbose`);
  expect(pruned).toMatch(/^ID:\t\t\w{25}\nParent:\t\t\w{25}\n.*Description:\tmount \/ from exec .*echo two/s);
  expect(await run(records)).toBe('1\n');
});

test('[BUILD-CGROUP-1] --cgroup-parent is where the processes of RUN are', async () => {
  const { run } = lab();
  await run("printf 'FROM busybox\\nRUN sleep 2\\n' > a/D");
  expect(
    await run(
      'docker build -q -f a/D --cgroup-parent /lab a & sleep 1; ls -d /sys/fs/cgroup/lab/buildkit/*/ | wc -l; wait',
    ),
  ).toMatch(/^1\n/);
});
