import { ARCHITECTURES, formatPlatform } from '../../api/platform.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import { BuildError } from './failure.ts';

const KNOWN = new Set([
  ...['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le', 'ppc64', 'ppc64le'],
  ...['riscv64', 's390x', 'wasm'],
]);

export const BUILD_PLATFORM: ImagePlatform = { os: 'linux', architecture: 'amd64' };

/** `linux/arm64`, `arm64`, `linux/arm/v7`. @throws {BuildError} `"nonsense": unknown operating system or architecture: invalid argument` */
export function readPlatform(text: string): ImagePlatform {
  const [first = '', second, third] = text.toLowerCase().split('/');
  if (second === undefined) {
    const architecture = ARCHITECTURES[first] ?? first;
    if (KNOWN.has(architecture)) return { os: 'linux', architecture };
    if (['linux', 'windows', 'darwin', 'freebsd'].includes(first)) return { ...BUILD_PLATFORM, os: first };
    throw new BuildError(`${JSON.stringify(text)}: unknown operating system or architecture: invalid argument`);
  }
  const architecture = ARCHITECTURES[second] ?? second;
  const variant = architecture === 'arm64' && third === 'v8' ? undefined : third;
  return { os: first, architecture, ...(variant !== undefined && { variant }) };
}

/** `->arm64` behind a step that runs on another platform than it builds for. @see buildkit dockerfile2llb/convert.go, formatTargetPlatform */
export function targetSuffix(base: ImagePlatform, target: ImagePlatform): string {
  if (formatPlatform(base) === formatPlatform(target)) return '';
  if (base.os !== target.os) return `->${formatPlatform(target)}`;
  if (base.architecture === target.architecture) return `->${target.variant ?? ''}`;
  return `->${[target.architecture, ...(target.variant === undefined ? [] : [target.variant])].join('/')}`;
}

/** @see buildkit dockerfile2llb/platform.go, getPlatformArgs */
export function platformArgs(target: ImagePlatform): Map<string, string> {
  const of = (prefix: string, platform: ImagePlatform): [string, string][] => [
    [`${prefix}PLATFORM`, formatPlatform(platform)],
    [`${prefix}OS`, platform.os],
    [`${prefix}OSVERSION`, ''],
    [`${prefix}ARCH`, platform.architecture],
    [`${prefix}VARIANT`, platform.variant ?? ''],
  ];
  return new Map([...of('BUILD', BUILD_PLATFORM), ...of('TARGET', target)]);
}
