import { ApiError } from '../../api/errors.ts';
import { goBool } from '../../api/go-bool.ts';
import type { LogConfig } from '../../api/types/container.ts';

const PREFIX = 'failed to create task for container: failed to initialize logging driver: ';
const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 };

export interface Rotation {
  /** Octets after which a new file is begun; undefined: never. */
  readonly maxSize: number | undefined;
  readonly maxFile: number;
}

/**
 * What the drivers json-file and local make of their options when a container starts.
 *
 * @throws {ApiError} `… invalid size: 'x'`
 * @see moby daemon/logger/jsonfilelog, daemon/logger/local
 */
export function rotationOf({ Type, Config }: LogConfig): Rotation {
  const refuse = (why: string) => new ApiError('internal', PREFIX + why);
  const isLocal = Type === 'local';
  const { 'max-size': size, 'max-file': files, compress } = Config ?? {};
  const maxSize =
    size === undefined ? undefined : readSize(size, isLocal ? `invalid value for max-size: ${size}: ` : '');
  if (maxSize === 0) throw refuse('max-size must be a positive number');
  const isCompressed = compress === undefined ? isLocal : readBool(compress, isLocal);
  if (files !== undefined && !/^[+-]?\d+$/.test(files))
    throw refuse(`strconv.Atoi: parsing "${files}": invalid syntax`);
  const maxFile = Number(files ?? (isLocal ? 5 : 1));
  if (isLocal && isCompressed && maxFile <= 1) throw refuse('compression cannot be enabled when max file count is 1');
  if (maxFile < 1) throw refuse('max-file cannot be less than 1');
  if (!isLocal && isCompressed && (maxFile === 1 || maxSize === undefined)) {
    throw refuse('compress cannot be true when max-file is less than 2 or max-size is not set');
  }
  return { maxSize, maxFile };
}

/** `10m`, `1.5 kB`: powers of 1000. @see docker/go-units FromHumanSize */
function readSize(text: string, before: string): number {
  const refuse = (why: string) => new ApiError('internal', PREFIX + before + why);
  const [, digits = '', unit = ''] = /^(.*[0-9. ])?([^0-9. ]*)$/s.exec(text) ?? [];
  const number = digits.trimEnd();
  if (number === '' || /^-/.test(number)) throw refuse(`invalid size: '${text}'`);
  if (!/^\+?(\d+\.?\d*|\.\d+)$/.test(number)) throw refuse(`strconv.ParseFloat: parsing "${number}": invalid syntax`);
  const [, letter] = /^(b?|[kmgtp](?:i?b)?)$/i.exec(unit) ?? [];
  if (letter === undefined) throw refuse(`invalid suffix: '${unit}'`);
  return Number(number) * (UNITS[letter.slice(0, 1).toLowerCase()] ?? 1);
}

function readBool(text: string, isLocal: boolean): boolean {
  const value = goBool(text);
  if (value !== undefined) return value;
  const before = isLocal ? 'error reading compress log option: ' : '';
  throw new ApiError('internal', `${PREFIX}${before}strconv.ParseBool: parsing "${text}": invalid syntax`);
}
