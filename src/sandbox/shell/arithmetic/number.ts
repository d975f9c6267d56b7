import { ExpansionError } from '../error.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';

/** Reads `42`, `0x2a`, `052` or `2#101010`. */
export function parseNumber(token: string): bigint {
  if (/^(?:0|[1-9]\d*)$/.test(token)) return BigInt.asIntN(64, BigInt(token));
  if (/^0[xX][\da-fA-F]*$/.test(token)) return token.length === 2 ? 0n : BigInt.asIntN(64, BigInt(token));
  const [, base, digits] = /^(\d+)#(.*)$/.exec(token) ?? [];
  if (base === undefined) return token.startsWith('0') ? inBase(token, 8, token.slice(1)) : inBase(token, 10, token);
  const radix = Number(base);
  if (radix < 2 || radix > 64)
    throw new ExpansionError(`${token}: invalid arithmetic base (error token is "${token}")`);
  if (digits === undefined || digits === '') {
    throw new ExpansionError(`${token}: invalid integer constant (error token is "${token}")`);
  }
  return inBase(token, radix, digits);
}

function inBase(token: string, radix: number, digits: string): bigint {
  let value = 0n;
  for (const digit of digits) {
    const worth = DIGITS.indexOf(radix <= 36 ? digit.toLowerCase() : digit);
    if (worth < 0 || worth >= radix) {
      throw new ExpansionError(`${token}: value too great for base (error token is "${token}")`);
    }
    value = value * BigInt(radix) + BigInt(worth);
  }
  return BigInt.asIntN(64, value);
}
