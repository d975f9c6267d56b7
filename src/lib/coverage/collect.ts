import { KINDS, INVENTORY, kindOf, type Kind } from './inventory.ts';

/** For each id of the inventory the addresses at which it is treated, the best first. */
export type Coverage = Readonly<Record<Kind, Readonly<Record<string, readonly string[]>>>>;

/** A page that says what it covers: `t001` for the whole page, `t001#the-heading` for a part of it. */
export interface CoveringPage {
  /** File or address, for messages. */
  readonly name: string;
  readonly address: string;
  readonly covers: readonly string[];
  /** Ids of headings that `covers` may name; undefined where the address is already a place on a page. */
  readonly headings?: readonly string[];
}

/** @throws for an id that the inventory does not have, and for a heading that is not on the page; names them all. */
export function collectCoverage(pages: readonly CoveringPage[]): Coverage {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, emptyOf(kind)])) as Record<Kind, Record<string, string[]>>;
  const wrong: string[] = [];
  for (const { name, address, covers, headings } of pages) {
    for (const cover of covers) {
      const [id = '', heading] = cover.split('#');
      const kind = kindOf(id);
      if (kind === undefined) wrong.push(`${name}: covers ${id}, which the inventory does not have`);
      else if (heading !== undefined && headings?.includes(heading) !== true)
        wrong.push(`${name}: covers ${cover}, but the page has no such heading`);
      else found[kind][id]?.push(heading === undefined ? address : `${address}#${heading}`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return found;
}

/** @returns ids that no page treats. */
export function gaps(coverage: Coverage): string[] {
  return KINDS.flatMap((kind) => Object.entries(coverage[kind]).filter(([, at]) => at.length === 0)).map(([id]) => id);
}

function emptyOf(kind: Kind): Record<string, string[]> {
  return Object.fromEntries([...INVENTORY[kind].keys()].map((id) => [id, []]));
}
