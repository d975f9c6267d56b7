import { formatPlatform, parsePlatform, PlatformError } from '../../api/platform.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import { BuildError } from './failure.ts';

export const BUILD_PLATFORM: ImagePlatform = { os: 'linux', architecture: 'amd64' };

/** `linux/arm64`, `arm64`, `linux/arm/v7`. @throws {BuildError} `"nonsense": unknown operating system or architecture: invalid argument` */
export function readPlatform(text: string): ImagePlatform {
  try {
    const { os, architecture, variant } = parsePlatform(text);
    const isUsual = variant === undefined || (architecture === 'arm64' && variant === 'v8');
    return { os, architecture, ...(!isUsual && { variant }) };
  } catch (error) {
    if (error instanceof PlatformError) throw new BuildError(error.message);
    throw error;
  }
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
