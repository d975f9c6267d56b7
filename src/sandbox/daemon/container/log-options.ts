import { ApiError } from '../../api/errors.ts';
import type { LogConfig } from '../../api/types/container.ts';

const PREFIX = 'failed to create task for container: failed to initialize logging driver: ';
const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

export interface Rotation {
  /** Octets after which a new file is begun; undefined: never. */
  readonly maxSize: number | undefined;
  readonly maxFile: number;
}

/** @throws {ApiError} `… invalid size: 'x'` */
export function rotationOf({ Config }: LogConfig): Rotation {
  const refuse = (why: string) => new ApiError('internal', PREFIX + why);
  const { 'max-size': size, 'max-file': files } = Config ?? {};
  if (files !== undefined) {
    if (!/^[+-]?\d+$/.test(files)) throw refuse(`strconv.Atoi: parsing "${files}": invalid syntax`);
    if (Number(files) < 1) throw refuse('max-file cannot be less than 1');
    if (size === undefined && Number(files) > 1) throw refuse('max-file cannot be used without max-size');
  }
  const maxFile = Number(files ?? 1);
  if (size === undefined || size === '-1') return { maxSize: undefined, maxFile };
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?([bkmgt]?)(?:i?b)?$/i.exec(size) ?? [];
  if (digits === undefined) throw refuse(`invalid size: '${size}'`);
  return { maxSize: Number(digits) * (UNITS[unit.toLowerCase()] ?? 1), maxFile };
}
