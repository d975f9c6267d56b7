import { UsageError } from '../errors.ts';

const POWER: Readonly<Record<string, number>> = { '': 0, b: 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/**
 * Reads the value of `--memory`, `--memory-reservation`, `--shm-size` and of the bps flags.
 *
 * @param text shape `<number>[ ][b|k|m|g|t|p][b|ib]`, any case: `512m`, `1.5 GiB`.
 * @returns whole bytes. Units are powers of 1024; a fraction of a byte is dropped.
 * @throws {UsageError} `invalid size: '…'` or `invalid suffix: '…'`
 * @see docker/go-units size.go, parseSize
 */
export function parseMemory(text: string): number {
  const [, number, letters = ''] = /^(.*[\d.]) ?([^\d. ]*)$/s.exec(text) ?? [];
  if (number === undefined || !/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(number))
    throw new UsageError(`invalid size: '${text}'`);
  const suffix = letters.toLowerCase();
  const power = POWER[suffix.slice(0, 1)];
  const tail = suffix.slice(1);
  if (power === undefined || (power === 0 ? tail !== '' : !['', 'b', 'ib'].includes(tail))) {
    throw new UsageError(`invalid suffix: '${letters.toLowerCase()}'`);
  }
  return Math.floor(Number(number) * 1024 ** power);
}

/** The value of `--memory-swap`: -1 is unlimited. */
export const parseMemorySwap = (text: string): number => (text === '-1' ? -1 : parseMemory(text));
