import { goBool } from '../../api/go-bool.ts';
import { UsageError } from '../errors.ts';
import { goQuote } from '../../api/go-quote.ts';

const syntax = (call: string, text: string) =>
  new UsageError(`strconv.${call}: parsing ${goQuote(text)}: invalid syntax`);
const range = (call: string, text: string) =>
  new UsageError(`strconv.${call}: parsing ${goQuote(text)}: value out of range`);

/** @throws {UsageError} as strconv.ParseBool */
export function parseBool(text: string): boolean {
  const value = goBool(text);
  if (value === undefined) throw syntax('ParseBool', text);
  return value;
}

const DIGITS = /^[-+]?(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][\d_]*)$/;

/** Base prefixes are read as Go does with base 0. Beyond 2^53 the last digits are lost. @throws {UsageError} as strconv.ParseInt */
export function parseInteger(text: string): number {
  return integer('ParseInt', text, -(2 ** 63), 2 ** 63 - 1);
}

/** @param bits 16 or 64 @throws {UsageError} as strconv.ParseUint */
export function parseUnsigned(text: string, bits: 16 | 32 | 64): number {
  if (/^[-+]/.test(text)) throw syntax('ParseUint', text);
  return integer('ParseUint', text, 0, 2 ** bits - 1);
}

function integer(call: string, text: string, least: number, most: number): number {
  if (!DIGITS.test(text)) throw syntax(call, text);
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  const magnitude = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const value = text.startsWith('-') && magnitude > 0 ? -magnitude : magnitude;
  if (value < least || value > most) throw range(call, text);
  return value;
}

/** @throws {UsageError} as strconv.ParseFloat */
export function parseFloating(text: string): number {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) throw syntax('ParseFloat', text);
  return Number(text);
}

/**
 * The value of `--cpus`: `0.5`, `2`, `1/2`.
 * @returns billionths of a CPU
 */
export function parseCpus(text: string): number {
  const [, upper, , lower] = /^([-+]?(\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?:\/(\d+))?$/.exec(text) ?? [];
  if (upper === undefined) throw new UsageError(`failed to parse ${text} as a rational number`);
  const nanos = (Number(upper) / Number(lower ?? '1')) * 1e9;
  const whole = Math.round(nanos);
  if (Math.abs(nanos - whole) > 1e-4) throw new UsageError('value is too precise');
  return whole;
}
