/** A value of Redis: one of five types. */
export type Value =
  | { readonly type: 'string'; text: string }
  | { readonly type: 'list'; readonly items: string[] }
  | { readonly type: 'hash'; readonly fields: Map<string, string> }
  | { readonly type: 'set'; readonly members: Set<string> }
  | { readonly type: 'zset'; readonly scores: Map<string, number> };

export interface Entry {
  value: Value;
  /** ms since the epoch. */
  expires?: number | undefined;
}

/** An operation on a key of another type. */
export class WrongType extends Error {
  constructor() {
    super('WRONGTYPE Operation against a key holding the wrong kind of value');
  }
}

/** One of the numbered databases. */
export class Database {
  readonly entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry?.expires === undefined || entry.expires > this.#now()) return entry;
    this.entries.delete(key);
    return undefined;
  }

  keys(): string[] {
    return [...this.entries.keys()].filter((key) => this.get(key) !== undefined);
  }

  set(key: string, value: Value, expires?: number): void {
    this.entries.delete(key);
    this.entries.set(key, { value, expires });
  }

  /** The value if it has the type; undefined if there is no key. @throws {WrongType} */
  read<Type extends Value['type']>(key: string, type: Type): Extract<Value, { type: Type }> | undefined {
    const value = this.get(key)?.value;
    if (value === undefined) return undefined;
    if (value.type !== type) throw new WrongType();
    return value as Extract<Value, { type: Type }>;
  }

  list(key: string): string[] {
    return this.read(key, 'list')?.items ?? this.#fresh(key, { type: 'list', items: [] }).items;
  }

  hash(key: string): Map<string, string> {
    return (
      this.read(key, 'hash')?.fields ?? this.#fresh(key, { type: 'hash', fields: new Map<string, string>() }).fields
    );
  }

  members(key: string): Set<string> {
    return this.read(key, 'set')?.members ?? this.#fresh(key, { type: 'set', members: new Set<string>() }).members;
  }

  scores(key: string): Map<string, number> {
    return (
      this.read(key, 'zset')?.scores ?? this.#fresh(key, { type: 'zset', scores: new Map<string, number>() }).scores
    );
  }

  #fresh<Kind extends Value>(key: string, value: Kind): Kind {
    this.set(key, value);
    return value;
  }

  /** A key whose last element went goes, too. */
  dropIfEmpty(key: string): void {
    const value = this.entries.get(key)?.value;
    if (value === undefined || value.type === 'string') return;
    const size =
      value.type === 'list'
        ? value.items.length
        : value.type === 'hash'
          ? value.fields.size
          : value.type === 'set'
            ? value.members.size
            : value.scores.size;
    if (size === 0) this.entries.delete(key);
  }
}

/** Plain data of databases, for the file. */
export function toPlain(databases: readonly Database[]): unknown {
  return databases.map((database) =>
    database.keys().map((key) => {
      const { value, expires } = database.get(key) ?? {};
      const content =
        value?.type === 'string'
          ? value.text
          : value?.type === 'list'
            ? value.items
            : value?.type === 'hash'
              ? [...value.fields]
              : value?.type === 'set'
                ? [...value.members]
                : [...(value?.scores ?? [])];
      return [key, value?.type, content, expires ?? null];
    }),
  );
}

type Plain = [key: string, type: Value['type'], content: never, expires: number | null];

/** Fills databases with what `toPlain` gave. @returns how many keys */
export function fromPlain(databases: readonly Database[], plain: unknown): number {
  let count = 0;
  (plain as Plain[][]).forEach((entries, index) => {
    for (const [key, type, content, expires] of entries) {
      const value: Value =
        type === 'string'
          ? { type, text: content }
          : type === 'list'
            ? { type, items: content }
            : type === 'hash'
              ? { type, fields: new Map(content) }
              : type === 'set'
                ? { type, members: new Set(content) }
                : { type, scores: new Map(content) };
      databases[index]?.set(key, value, expires ?? undefined);
      count++;
    }
  });
  return count;
}
