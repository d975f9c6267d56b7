import inventory from './inventory.json' with { type: 'json' };

/** What the five sources of the notes hold: topics, commands and mistakes, each with an id that pages refer to. */
export const KINDS = ['topics', 'commands', 'corrections'] as const;
export type Kind = (typeof KINDS)[number];

/** Ids of a kind; a topic's or command's words beside it. */
export const INVENTORY: Readonly<Record<Kind, ReadonlyMap<string, string>>> = {
  topics: new Map(Object.entries(inventory.topics)),
  commands: new Map(Object.entries(inventory.commands)),
  corrections: new Map(inventory.corrections.map((id) => [id, id])),
};

/** @returns the kind of an id such as `t001`, `g01` (topics), `c001` or `e001`; undefined for one that is not there. */
export function kindOf(id: string): Kind | undefined {
  return KINDS.find((kind) => INVENTORY[kind].has(id));
}
