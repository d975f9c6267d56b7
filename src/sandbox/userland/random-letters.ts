import type { Process } from '../kernel/process.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** As mkstemp(3) puts them into the name of a temporary file. */
export const randomLetters = ({ kernel }: Process, count: number): string =>
  Array.from({ length: count }, () => LETTERS[kernel.random.below(LETTERS.length)]).join('');
