import type { Process } from '../../kernel/process.ts';

/** The machine's number for a number of the process's user namespace; `undefined` for one that its map lacks. */
export function mappedId(process: Process, inside: number, key: 'uidMap' | 'gidMap'): number | undefined {
  const range = process.namespaces.user[key].find((each) => inside >= each.inside && inside < each.inside + each.count);
  return range === undefined ? undefined : range.outside + inside - range.inside;
}
