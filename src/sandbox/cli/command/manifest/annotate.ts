import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { experimental } from './experimental.ts';
import type { ManifestPlatform } from './image-manifest.ts';
import { readName } from './read-name.ts';
import { storedManifest, storeManifest } from './store.ts';

const SHORT = 'Add additional information to a local image manifest';

/** Go's ports, as the client lists them. @see docker/cli cli/command/manifest/util.go, validOSArches */
const PORTS = new Set(
  [
    'aix/ppc64 darwin/386 darwin/amd64 darwin/arm darwin/arm64 dragonfly/amd64 freebsd/386 freebsd/amd64 freebsd/arm',
    'linux/386 linux/amd64 linux/arm linux/arm64 linux/ppc64le linux/mips64 linux/mips64le linux/riscv64 linux/s390x',
    'netbsd/386 netbsd/amd64 netbsd/arm openbsd/386 openbsd/amd64 openbsd/arm plan9/386 plan9/amd64 solaris/amd64',
    'windows/386 windows/amd64',
  ]
    .join(' ')
    .split(' '),
);

export const manifestAnnotate = defineCommand({
  use: 'docker manifest annotate [OPTIONS] MANIFEST_LIST MANIFEST',
  short: SHORT,
  long: experimental(SHORT, 'docker manifest annotate'),
  flags: {
    arch: { type: 'string', usage: 'Set architecture' },
    os: { type: 'string', usage: 'Set operating system' },
    'os-features': { type: 'strings', usage: 'Set operating system feature' },
    'os-version': { type: 'string', usage: 'Set operating system version' },
    variant: { type: 'string', usage: 'Set architecture variant' },
  },
  args: { min: 2, max: 2 },
  run: ({ io, args, flags }) => {
    const [target = '', text = ''] = args;
    const list = readName(target, `annotate: error parsing name for manifest list ${target}: `);
    const name = readName(text, `annotate: error parsing name for manifest ${text}: `);
    const manifest = storedManifest(io, list, name);
    if (manifest === undefined) throw new UsageError(`manifest for image ${text} does not exist in ${target}`);
    const before = manifest.Descriptor.platform;
    const version = flags['os-version'] || before['os.version'];
    const features = [...new Set([...(before['os.features'] ?? []), ...flags['os-features']])];
    const variant = flags.variant || before.variant;
    const platform: ManifestPlatform = {
      architecture: flags.arch || before.architecture,
      os: flags.os || before.os,
      ...(version !== undefined && { 'os.version': version }),
      ...(features.length > 0 && { 'os.features': features }),
      ...(variant !== undefined && { variant }),
    };
    if (!PORTS.has(`${platform.os}/${platform.architecture}`)) {
      throw new UsageError(`manifest entry for image has unsupported os/arch combination: ${flags.os}/${flags.arch}`);
    }
    storeManifest(io, list, name, { ...manifest, Descriptor: { ...manifest.Descriptor, platform } });
    return Promise.resolve();
  },
});
