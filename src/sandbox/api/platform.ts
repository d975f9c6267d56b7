/** What an image runs on. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** A platform that can't be read; `message` is containerd's. */
export class PlatformError extends Error {}

/** What an architecture is also called. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
  i386: '386',
};
const KNOWN_ARCHITECTURES = new Set([
  '386', 'amd64', 'amd64p32', 'arm', 'armbe', 'arm64', 'arm64be', 'ppc64', 'ppc64le', 'loong64', 'mips', 'mipsle', 'mips64',
  'mips64le', 'ppc', 'riscv', 'riscv64', 's390', 's390x', 'sparc', 'sparc64', 'wasm',
]); // prettier-ignore
const KNOWN_SYSTEMS = new Set([
  'aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'hurd', 'illumos', 'ios', 'js', 'linux', 'nacl', 'netbsd', 'openbsd',
  'plan9', 'solaris', 'windows', 'zos',
]); // prettier-ignore
const COMPONENT = '^[A-Za-z0-9_.-]+$';
const SYSTEM = '^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$';

/**
 * `linux/arm64/v8`, `arm64`, `linux`; what is left out is this machine's.
 *
 * @throws {PlatformError} `"x": unknown operating system or architecture: invalid argument`
 * @see containerd/platforms platforms.go, Parse
 */
export function parsePlatform(text: string): Platform {
  if (text.includes('*'))
    throw new PlatformError(`${JSON.stringify(text)}: wildcards not yet supported: invalid argument`);
  // Go's SplitN of four: the last holds what is left.
  const parts = /^([^/]*)(?:\/([^/]*))?(?:\/([^/]*))?(?:\/(.*))?$/s.exec(text)?.slice(1).filter(isGiven) ?? [];
  for (const [index, part] of parts.entries()) {
    const [kind, specifier, shape] =
      index === 0 ? ['OS component', 'OSAndVersion specifier', SYSTEM] : ['component', 'platform specifier', COMPONENT];
    if (new RegExp(shape).test(part)) continue;
    throw new PlatformError(
      `${JSON.stringify(part)} is an invalid ${kind} of ${JSON.stringify(text)}: ${specifier} component must match ${JSON.stringify(shape)}: invalid argument`,
    );
  }
  const [system = '', second, third] = parts.map((part) => part.toLowerCase());
  const [first = ''] = system.split('(');
  if (parts.length > 3) {
    throw new PlatformError(`${JSON.stringify(text)}: cannot parse platform specifier: invalid argument`);
  }
  if (second === undefined) {
    if (KNOWN_SYSTEMS.has(first)) return { os: first, architecture: 'amd64' };
    const architecture = ARCHITECTURES[first] ?? first;
    if (KNOWN_ARCHITECTURES.has(architecture)) return { os: 'linux', architecture };
    throw new PlatformError(`${JSON.stringify(text)}: unknown operating system or architecture: invalid argument`);
  }
  const architecture = ARCHITECTURES[second] ?? second;
  return { os: first, architecture, ...(third !== undefined && { variant: third }) };
}

const isGiven = (part: string | undefined): part is string => part !== undefined;

export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, ...(variant === undefined || variant === '' ? [] : [variant])].join('/');
