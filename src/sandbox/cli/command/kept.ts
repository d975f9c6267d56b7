import type { Filters } from '../../api/filters.ts';
import type { Config } from '../../api/types/config.ts';
import type { Secret } from '../../api/types/secret.ts';
import { UsageError } from '../errors.ts';
import { formatRows } from '../formatter/formatter.ts';
import { CONFIG_TABLE, keptFormat, keptRow, SECRET_TABLE } from '../formatter/kept.ts';
import { naturally } from '../formatter/natural-order.ts';
import { inspectPretty } from '../formatter/swarm-pretty.ts';
import { inspectAll } from '../inspect.ts';
import type { Io } from '../io.ts';
import type { Flags, FlagValues } from '../opts/flag.ts';
import { INSPECT_FORMAT_USAGE, TABLE_FORMAT_USAGE } from '../opts/format.ts';

/** What a swarm keeps for its services: `docker config` and `docker secret` differ in their noun. */
type Kind = 'config' | 'secret';
type KeptItem = Config | Secret;

export const KEPT_LS_FLAGS = {
  filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
  format: { type: 'string', usage: TABLE_FORMAT_USAGE },
  quiet: { type: 'bool', short: 'q', usage: 'Only display IDs' },
} as const satisfies Flags;

/** `docker config ls` */
export async function listKept(
  kind: Kind,
  io: Io,
  flags: FlagValues<typeof KEPT_LS_FLAGS>,
  list: (filters: Filters) => Promise<readonly KeptItem[]>,
): Promise<void> {
  const items = [...(await list(flags.filter))].sort((a, b) => naturally(a.Spec.Name, b.Spec.Name));
  const rows = items.map((item) => keptRow(item, io.now()));
  const table = kind === 'config' ? CONFIG_TABLE : SECRET_TABLE;
  await io.out(formatRows(table, keptFormat(kind, flags.format, flags.quiet), rows));
}

export const KEPT_INSPECT_FLAGS = {
  format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE },
  pretty: { type: 'bool', usage: 'Print the information in a human friendly format' },
} as const satisfies Flags;

/** `docker config inspect` */
export async function inspectKept<Item extends KeptItem>(
  kind: Kind,
  io: Io,
  { args, flags }: { readonly args: readonly string[]; readonly flags: FlagValues<typeof KEPT_INSPECT_FLAGS> },
  { find, pretty }: { readonly find: (name: string) => Promise<Item>; readonly pretty: (item: Item) => string },
): Promise<void> {
  if (flags.pretty || flags.format === 'pretty')
    return inspectPretty(io, args, async (name) => pretty(await find(name)));
  if (flags.format.startsWith('pretty')) {
    throw new UsageError('cannot supply extra formatting options to the pretty template');
  }
  const type = kind === 'config' ? 'swarm.Config' : 'swarm.Secret';
  return inspectAll(io, args, flags.format, async (name) => ({ json: await find(name), type }), 1);
}
