import type { Flags, FlagSpec } from './opts/flag.ts';
import { type Parsed, parseFlags } from './opts/parse.ts';

/** The name of -h where it means help: no flag that can be typed. */
export const SHORT_HELP = ' h';
export const DEPRECATED = 'Flag shorthand -h has been deprecated, use --help\n';
export const asksHelp = (changed: ReadonlySet<string>) => changed.has('help') || changed.has(SHORT_HELP);

/** Every command knows --help; -h too, unless it means something else there. */
export function parseWithHelp<F extends Flags>(specs: F, argv: readonly string[], interspersed: boolean): Parsed<F> {
  const hidden: FlagSpec = { type: 'bool', usage: '' };
  const taken = Object.values(specs).some((spec) => spec.short === 'h');
  const all = { ...specs, help: hidden, ...(taken ? {} : { [SHORT_HELP]: { ...hidden, short: 'h' } }) };
  return parseFlags(all, argv, interspersed) as unknown as Parsed<F>;
}
