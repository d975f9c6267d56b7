import { ApiError } from '../../api/errors.ts';
import type { LogConfig } from '../../api/types/container.ts';

const PREFIX = 'failed to create task for container: failed to initialize logging driver: ';
const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes that a log may hold; undefined without a limit. @throws {ApiError} `… invalid size: 'x'` */
export function checkLogOptions({ Config }: LogConfig): number | undefined {
  const refuse = (why: string) => new ApiError('internal', PREFIX + why);
  const { 'max-size': size, 'max-file': files } = Config ?? {};
  if (files !== undefined) {
    if (!/^[+-]?\d+$/.test(files)) throw refuse(`strconv.Atoi: parsing "${files}": invalid syntax`);
    if (Number(files) < 1) throw refuse('max-file cannot be less than 1');
    if (size === undefined && Number(files) > 1) throw refuse('max-file cannot be used without max-size');
  }
  if (size === undefined || size === '-1') return undefined;
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?([bkmgt]?)(?:i?b)?$/i.exec(size) ?? [];
  if (digits === undefined) throw refuse(`invalid size: '${size}'`);
  return Number(digits) * (UNITS[unit.toLowerCase()] ?? 1) * Number(files ?? 1);
}
