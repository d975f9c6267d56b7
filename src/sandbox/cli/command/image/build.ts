import { chooseBuilder } from '../../buildx/choose.ts';
import { type BuildOptions, labelPair, pair, readOptions } from '../../build/options.ts';
import { showEmptyScreen } from '../../build/empty-screen.ts';
import { runLegacyBuild } from '../../build/legacy.ts';
import { checkTag, definitionOf, prepareContext } from '../../build/prepare.ts';
import { runBuild } from '../../build/run-build.ts';
import { progressMode } from '../../build/progress-mode.ts';
import { defineCommand } from '../../command.ts';
import { ArgumentError, StatusError, UsageError } from '../../errors.ts';
import { parseExtraHost } from '../../opts/extra-host.ts';
import { parseMemory } from '../../opts/memory.ts';
import { parseUlimit } from '../../opts/ulimit.ts';
import { withProxies } from '../../proxies.ts';

/** Flags of the old builder that BuildKit has no use for. @see buildx commands/build.go */
const IGNORED = {
  isolation: 'WARNING: isolation flag is deprecated with BuildKit.',
  'security-opt': 'WARNING: security-opt flag is deprecated. "RUN --security=insecure" should be used with BuildKit.',
  squash:
    'WARNING: experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency.',
};

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
    annotation: { type: 'stringArray', usage: 'Add annotation to the image' },
    attest: {
      type: 'stringArray',
      usage: 'Attestation parameters (format: "type=sbom,generator=image")',
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
    },
    call: {
      type: 'string',
      usage: 'Set method for evaluating build ("check", "outline", "targets")',
      default: 'build',
    },
    'cgroup-parent': {
      type: 'string',
      usage: 'Set the parent cgroup for the "RUN" instructions during build',
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
    push: { type: 'bool', usage: 'Shorthand for "--output=type=registry"' },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress the build output and print image ID on success' },
    sbom: { type: 'string', usage: 'Shorthand for "--attest=type=sbom"' },
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
  run: async ({ client, io, args, flags, changed, path: called }) => {
    if (['0', 'false'].includes(io.env.get('DOCKER_BUILDKIT') ?? '')) {
      const [path] = args;
      if (path === undefined || args.length > 1) throw new ArgumentError("'docker build' requires 1 argument", 'Run');
      return runLegacyBuild(io, client, {
        path,
        file: flags.file,
        quiet: flags.quiet,
        query: {
          t: flags.tag.map(checkTag),
          buildargs: JSON.stringify(
            Object.fromEntries(withProxies(flags['build-arg'], io).flatMap((text) => pair(text, io))),
          ),
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
    const mode = progressMode(io, flags.progress, flags.quiet);
    const builder = chooseBuilder(io, flags.builder, called);
    for (const [flag, warning] of Object.entries(IGNORED)) if (changed.has(flag)) await io.err(`${warning}\n`);
    const [path = ''] = args;
    const options: BuildOptions = {
      path,
      file: flags.file,
      tags: flags.tag,
      target: flags.target,
      buildArgs: withProxies(flags['build-arg'], io),
      labels: flags.label,
      platforms: flags.platform,
      network: flags.network,
      addHosts: flags['add-host'],
      noCache: flags['no-cache'],
      noCacheFilter: flags['no-cache-filter'],
      pull: flags.pull,
      secrets: flags.secret,
      ssh: flags.ssh,
      contexts: flags['build-context'],
      outputs: flags.output,
      push: flags.push,
      load: flags.load,
      cacheFrom: flags['cache-from'],
      cacheTo: flags['cache-to'],
      attest: flags.attest,
      provenance: flags.provenance,
      sbom: flags.sbom,
      annotations: flags.annotation,
      allow: flags.allow,
      call: flags.check ? 'check' : flags.call,
      cgroupParent: flags['cgroup-parent'],
      shmSize: flags['shm-size'],
      ulimits: flags.ulimit,
    };
    try {
      const read = await readOptions(io, options, builder.worker);
      const prepared = await prepareContext(io, { path, file: flags.file, named: read.named });
      await runBuild(io, client, {
        ...read,
        request: { ...read.request, ...definitionOf(prepared) },
        prepared,
        mode,
        builder,
        iidfile: flags.iidfile,
        metadataFile: flags['metadata-file'],
        path,
        file: flags.file,
        explainsWarnings: flags.debug,
      });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      await showEmptyScreen(io, mode, builder);
      throw new StatusError(1, `ERROR: failed to build: ${error.message}`);
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
