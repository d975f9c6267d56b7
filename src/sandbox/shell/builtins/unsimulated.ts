import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';

/** Builtins that bash has and this shell has not. */
const refuse: Builtin = async (_shell, args, name) => {
  throw new ShellError(`drydock: not simulated: ${[name, ...args].join(' ')}`);
};

export const UNSIMULATED: Readonly<Record<string, Builtin>> = Object.fromEntries(
  ['bind', 'compgen', 'complete', 'compopt', 'enable', 'fc', 'suspend'].map((name) => [name, refuse]),
);
