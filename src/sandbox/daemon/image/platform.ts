import { ApiError } from '../../api/errors.ts';
import { formatPlatform, parsePlatform, type Platform, PlatformError } from '../../api/platform.ts';
import type { ImageRecord } from '../state.ts';

/** What this machine runs: a processor as the reference machine's. */
const HOST: Platform = { os: 'linux', architecture: 'amd64', variant: 'v4' };

/** A platform as text; undefined for ''. @throws {ApiError} in containerd's words */
export function readPlatform(text: string): Platform | undefined {
  if (text === '') return undefined;
  try {
    return parsePlatform(text);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new ApiError('invalid_parameter', error.message);
  }
}

/** A platform as JSON; undefined for ''. @throws {ApiError} `failed to parse platform: …` */
export function readPlatformJson(text: string): Platform | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Platform;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError('invalid_parameter', `failed to parse platform: ${error.message}`);
  }
}

const fits = (image: ImageRecord, { os, architecture }: Platform): boolean =>
  image.os === os && image.architecture === architecture;

/** @throws {ApiError} `image with reference x was found but its platform (linux/amd64) does not match the specified platform (linux/arm64)` */
export function checkPlatform(reference: string, image: ImageRecord, wanted: Platform | undefined): void {
  if (wanted === undefined || fits(image, wanted)) return;
  throw new ApiError(
    'not_found',
    `image with reference ${reference} was found but its platform (${formatPlatform(image)}) does not match the specified platform (${formatPlatform(wanted)})`,
  );
}

/** What `docker run` says of an image for another machine. @see moby daemon/create.go */
export const platformWarnings = (image: ImageRecord, wanted: Platform | undefined): string[] =>
  wanted !== undefined || fits(image, HOST)
    ? []
    : [
        `The requested image's platform (${formatPlatform(image)}) does not match the detected host platform (${formatPlatform(HOST)}) and no specific platform was requested`,
      ];
