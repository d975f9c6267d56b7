import type { BuildRequest } from '../../../api/types/build.ts';
import { currentBuilder, DEFAULT_BUILDER, findBuilder } from '../../buildx/builders.ts';
import { type BuildOutput, readOutput } from '../../build/output.ts';
import { runLegacyBuild } from '../../build/legacy.ts';
import { checkTag, prepareContext } from '../../build/prepare.ts';
import { runBuild } from '../../build/run-build.ts';
import { readSecret } from '../../build/secret.ts';
import type { ProgressMode } from '../../build/show-build.ts';
import { defineCommand } from '../../command.ts';
import { ArgumentError, StatusError, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { parseExtraHost } from '../../opts/extra-host.ts';
import { parseMemory } from '../../opts/memory.ts';
import { parseUlimit } from '../../opts/ulimit.ts';

const KEYS = { calls: ['build', 'check', 'outline', 'targets'] as const };
type Call = (typeof KEYS.calls)[number];

export const imageBuild = defineCommand({
  use: 'docker buildx build [OPTIONS] PATH | URL | -',
  also: ['docker build', 'docker image build', 'docker builder build'],
  aliases: ['docker build', 'docker builder build', 'docker image build', 'docker buildx b'],
  plugin: true,
  short: 'Start a build',
  flags: {
    'add-host': { type: 'strings', each: parseExtraHost, usage: 'Add a custom host-to-IP mapping (format: "host:ip")' },
    allow: {
      type: 'stringArray',
      usage: 'Allow extra privileged entitlement (e.g., "network.host", "security.insecure", "device")',
    },
    annotation: { type: 'stringArray', usage: 'Add annotation to the image', simulated: false },
    attest: {
      type: 'stringArray',
      usage: 'Attestation parameters (format: "type=sbom,generator=image")',
      simulated: false,
    },
    'build-arg': { type: 'stringArray', usage: 'Set build-time variables' },
    'build-context': { type: 'stringArray', usage: 'Additional build contexts (e.g., name=path)' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    'cache-from': {
      type: 'stringArray',
      usage: 'External cache sources (e.g., "user/app:cache", "type=local,src=path/to/dir")',
    },
    'cache-to': {
      type: 'stringArray',
      usage: 'Cache export destinations (e.g., "user/app:cache", "type=local,dest=path/to/dir")',
      simulated: false,
    },
    call: {
      type: 'string',
      usage: 'Set method for evaluating build ("check", "outline", "targets")',
      default: 'build',
    },
    'cgroup-parent': {
      type: 'string',
      usage: 'Set the parent cgroup for the "RUN" instructions during build',
      simulated: false,
    },
    check: { type: 'bool', usage: 'Shorthand for "--call=check"' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    file: { type: 'string', short: 'f', usage: 'Name of the Dockerfile (default: "PATH/Dockerfile")' },
    iidfile: { type: 'string', usage: 'Write the image ID to a file' },
    label: { type: 'stringArray', usage: 'Set metadata for an image' },
    load: { type: 'bool', usage: 'Shorthand for "--output=type=docker"' },
    'metadata-file': { type: 'string', usage: 'Write build result metadata to a file' },
    network: {
      type: 'string',
      usage: 'Set the networking mode for the "RUN" instructions during build',
      default: 'default',
    },
    'no-cache': { type: 'bool', usage: 'Do not use cache when building the image' },
    'no-cache-filter': { type: 'stringArray', usage: 'Do not cache specified stages' },
    output: { type: 'stringArray', short: 'o', usage: 'Output destination (format: "type=local,dest=path")' },
    platform: { type: 'stringArray', usage: 'Set target platform for build' },
    progress: {
      type: 'string',
      usage:
        'Set type of progress output ("auto", "none",  "plain", "quiet", "rawjson", "tty"). Use plain to show container output',
      default: 'auto',
    },
    provenance: { type: 'string', usage: 'Shorthand for "--attest=type=provenance"' },
    pull: { type: 'bool', usage: 'Always attempt to pull all referenced images' },
    push: { type: 'bool', usage: 'Shorthand for "--output=type=registry"', simulated: false },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress the build output and print image ID on success' },
    sbom: { type: 'string', usage: 'Shorthand for "--attest=type=sbom"', simulated: false },
    secret: {
      type: 'stringArray',
      usage: 'Secret to expose to the build (format: "id=mysecret[,src=/local/secret]")',
    },
    'shm-size': { type: 'bytes', each: parseMemory, usage: 'Shared memory size for build containers' },
    ssh: {
      type: 'stringArray',
      usage: 'SSH agent socket or keys to expose to the build (format: "default|<id>[=<socket>|<key>[,<key>]]")',
    },
    tag: { type: 'stringArray', short: 't', usage: 'Name and optionally a tag (format: "name:tag")' },
    target: { type: 'string', usage: 'Set the target build stage to build' },
    ulimit: { type: 'ulimit', each: parseUlimit, usage: 'Ulimit options', default: '[]' },
    'force-rm': { type: 'bool', usage: 'Always remove intermediate containers', hidden: true },
    rm: { type: 'bool', usage: 'Remove intermediate containers after a successful build', hidden: true },
    memory: { type: 'string', short: 'm', usage: 'Memory limit', hidden: true },
    compress: { type: 'bool', usage: 'Compress the build context using gzip', hidden: true },
    squash: { type: 'bool', usage: 'Squash newly built layers into a single new layer', hidden: true },
    isolation: { type: 'string', usage: 'Container isolation technology', hidden: true },
    'security-opt': { type: 'strings', usage: 'Security options', hidden: true },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags, changed }) => {
    if (['0', 'false'].includes(io.env.get('DOCKER_BUILDKIT') ?? '')) {
      const [path] = args;
      if (path === undefined || args.length > 1) throw new ArgumentError("'docker build' requires 1 argument", 'Run');
      return runLegacyBuild(io, client, {
        path,
        file: flags.file,
        quiet: flags.quiet,
        query: {
          t: flags.tag.map(checkTag),
          buildargs: JSON.stringify(Object.fromEntries(flags['build-arg'].flatMap((text) => pair(text, io)))),
          labels: JSON.stringify(Object.fromEntries(flags.label.map(labelPair))),
          nocache: flags['no-cache'] || undefined,
          pull: flags.pull || undefined,
          q: flags.quiet || undefined,
          rm: !changed.has('rm') || flags.rm,
          target: flags.target || undefined,
          networkmode: flags.network === 'default' ? undefined : flags.network,
          extrahosts: flags['add-host'],
        },
      });
    }
    checkCount(args);
    const mode = progressMode(io, flags.quiet ? 'quiet' : flags.progress);
    const builder = flags.builder === '' ? currentBuilder(io) : flags.builder;
    checkBuilder(io, builder);
    try {
      const named = namedContexts(io, flags['build-context']);
      const output = outputOf(flags.output);
      const { call, asJson } = callOf(flags.check ? 'check' : flags.call);
      const request: Omit<BuildRequest, 'dockerfile' | 'dockerfileName' | 'ignore' | 'context'> = {
        tags: flags.tag.map(checkTag),
        target: flags.target,
        buildArgs: Object.fromEntries(flags['build-arg'].flatMap((text) => pair(text, io))),
        labels: Object.fromEntries(flags.label.map(labelPair)),
        platform: platformOf(flags.platform),
        network: networkOf(flags.network),
        addHosts: flags['add-host'],
        noCache: flags['no-cache'],
        noCacheFilter: flags['no-cache-filter'],
        pull: flags.pull,
        secrets: Object.fromEntries(flags.secret.map((text) => readSecret(io, text))),
        ssh: flags.ssh.map((text) => text.split('=', 1)[0] ?? text),
        namedContexts: Object.fromEntries(
          [...named].map(([name, value]) => [
            name,
            value.startsWith('docker-image://') ? { image: value.slice(15) } : 'local',
          ]),
        ),
        output: output.type === 'image' ? 'image' : output.type === 'none' ? 'none' : 'files',
        call,
      };
      const [path = ''] = args;
      const prepared = await prepareContext(io, { path, file: flags.file, named });
      const { dockerfile, dockerfileName, ignore, context } = prepared;
      await runBuild(io, client, {
        request: { ...request, dockerfile, dockerfileName, ignore, context },
        prepared,
        mode,
        builder,
        output,
        asJson,
        iidfile: flags.iidfile,
        metadataFile: flags['metadata-file'],
      });
    } catch (error) {
      if (error instanceof UsageError) throw new StatusError(1, `ERROR: failed to build: ${error.message}`);
      throw error;
    }
  },
});

function checkCount(args: readonly string[]): void {
  if (args.length === 1) return;
  throw new StatusError(
    1,
    "ERROR: docker: 'docker buildx build' requires 1 argument\n\nUsage:  docker buildx build [OPTIONS] PATH | URL | -\n\n" +
      "Run 'docker buildx build --help' for more information",
  );
}

function checkBuilder(io: Io, name: string): void {
  if (name === DEFAULT_BUILDER) return;
  const builder = findBuilder(io, name);
  if (builder === undefined) throw new StatusError(1, `ERROR: no builder ${JSON.stringify(name)} found`);
  throw new StatusError(1, `ERROR: drydock: not simulated: a build with the driver ${builder.Driver}`);
}

function progressMode(io: Io, text: string): ProgressMode {
  switch (text) {
    case 'auto':
    case '':
      return io.isTerminal(2) ? 'tty' : 'plain';
    case 'plain':
    case 'quiet':
    case 'rawjson':
    case 'tty':
      return text;
    case 'none':
      return 'quiet';
    default:
      throw new StatusError(1, `ERROR: invalid progress mode ${text}`);
  }
}

/** `KEY=value`; a KEY alone takes its value from the environment, if it is there. */
function pair(text: string, io: Io): (readonly [string, string])[] {
  const at = text.indexOf('=');
  if (at >= 0) return [[text.slice(0, at), text.slice(at + 1)]];
  const value = io.env.get(text);
  return value === undefined ? [] : [[text, value]];
}

function labelPair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function namedContexts(io: Io, texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text): [string, string] => {
      const [name, value] = labelPair(text);
      if (value === '') throw new StatusError(1, `ERROR: invalid context value: ${text}, expected key=value`);
      const isImage = value.startsWith('docker-image://');
      if (/^(https?|git|ssh|oci-layout|target):/.test(value)) {
        throw new UsageError(`drydock: not simulated: docker build --build-context ${text}`);
      }
      if (!isImage && !io.fs.isDirectory(value))
        throw new UsageError(`failed to get build context ${name}: stat ${value}: no such file or directory`);
      return [name, value];
    }),
  );
}

function outputOf(texts: readonly string[]): BuildOutput {
  if (texts.length > 1) throw new UsageError('drydock: not simulated: docker build with several --output');
  const [text] = texts;
  return text === undefined ? { type: 'image' } : readOutput(text);
}

function callOf(text: string): { call: Call; asJson: boolean } {
  const [name = '', ...options] = text.split(',');
  const call = name === 'lint' ? 'check' : KEYS.calls.find((known) => known === name);
  if (call === undefined) throw new UsageError(`drydock: not simulated: docker build --call=${text}`);
  return { call, asJson: options.includes('format=json') };
}

const networkOf = (text: string): string => {
  if (['default', 'none', 'host', ''].includes(text)) return text;
  throw new UsageError(
    `network mode ${JSON.stringify(text)} not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create`,
  );
};

const ARCHITECTURE = /^(?:linux|windows|darwin|freebsd)?\/?(?:[a-z0-9_-]+)(?:\/[a-z0-9.]+)?$/;
const ALONE = new Set(
  'linux windows darwin freebsd 386 amd64 x86_64 x86-64 arm armhf armel arm64 aarch64 ppc64le s390x riscv64 loong64 mips64le mips64'.split(
    ' ',
  ),
);

function platformOf(texts: readonly string[]): string {
  const all = texts.flatMap((text) => text.split(',')).filter((text) => text !== '');
  for (const text of all) {
    if (ARCHITECTURE.test(text) && (text.includes('/') || ALONE.has(text))) continue;
    throw new UsageError(`${JSON.stringify(text)}: unknown operating system or architecture: invalid argument`);
  }
  if (all.length > 1) {
    throw new UsageError(
      'Multi-platform build is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/build-multi-platform/',
    );
  }
  return all[0] ?? '';
}
