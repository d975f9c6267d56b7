import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Score } from './score.ts';

/** Steps of each group that went as recorded when the floor was last raised. It may only rise. */
export type Floor = Readonly<Record<string, number>>;

const FILE = join(import.meta.dirname, 'floor.json');

export const readFloor = (): Floor => JSON.parse(readFileSync(FILE, 'utf8')) as Floor;

/** The groups that fell, as sentences. */
export function fallen(floor: Floor, { groups }: Score): readonly string[] {
  return Object.entries(floor).flatMap(([name, least]) => {
    const passed = groups[name]?.passed ?? 0;
    return passed < least ? [`${name}: ${passed} steps as recorded, ${least} before`] : [];
  });
}

/** Writes what passes now, where it is more than before. @returns the groups that rose, `build 292 → 334` */
export function raiseFloor(floor: Floor, { groups }: Score): readonly string[] {
  const names = Object.keys(groups).sort();
  const raised = names.map((name) => [name, Math.max(floor[name] ?? 0, groups[name]?.passed ?? 0)] as const);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(raised), null, 2)}\n`);
  return raised.flatMap(([name, passed]) =>
    passed > (floor[name] ?? 0) ? [`${name} ${floor[name] ?? 0} → ${passed}`] : [],
  );
}
