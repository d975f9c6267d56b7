import { SparseMap } from '../../sparse.ts';
import type { Chain, Rule, RuleSpec } from './rule.ts';

/** The tables with their built-in chains, in the order of `iptables-save`. */
export const TABLES = {
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
  raw: ['PREROUTING', 'OUTPUT'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
} as const;
export type TableName = keyof typeof TABLES;

export type ChainRefusal = 'missing' | 'exists' | 'in use' | 'not empty' | 'built in' | 'index';

/** A change of chains that Linux refuses. */
export class ChainError extends Error {
  readonly kind: ChainRefusal;

  constructor(kind: ChainRefusal) {
    super(kind);
    this.kind = kind;
  }
}

type Table = Map<string, Chain>;

const builtIn = (name: string): Chain => ({ name, policy: 'ACCEPT', rules: [], packets: 0, bytes: 0 });

/** The rules of a network stack. A table is there from its first change on. */
export class Netfilter {
  /** Whose packets: `ip6tables` has its own rules. */
  readonly kind: 'inet' | 'inet6';
  readonly #tables: Map<TableName, Table> = new SparseMap();

  constructor(kind: Netfilter['kind'] = 'inet') {
    this.kind = kind;
  }

  has(table: TableName): boolean {
    return this.#tables.has(table);
  }

  copy(): Netfilter {
    const copy = new Netfilter(this.kind);
    copy.become(this);
    return copy;
  }

  /** Takes over the rules of another one: all at once. */
  become(other: Netfilter): void {
    const tables = [...other.#tables].map(([name, chains]) => {
      const own = [...chains.values()].map((chain): [string, Chain] => [
        chain.name,
        { ...chain, rules: chain.rules.map((rule) => ({ ...rule })) },
      ]);
      return [name, new Map(own)] as const;
    });
    this.#tables.clear();
    for (const [name, table] of tables) this.#tables.set(name, table);
  }

  /** Built-in chains as Linux orders them, then others by name. */
  chains(table: TableName): readonly Chain[] {
    const found = this.#tables.get(table);
    const own = TABLES[table].map((name) => found?.get(name) ?? builtIn(name));
    const added = [...(found?.values() ?? [])].filter(({ policy }) => policy === undefined);
    return [...own, ...added.sort((a, b) => (a.name < b.name ? -1 : 1))];
  }

  chain(table: TableName, name: string): Chain | undefined {
    return this.#tables.get(table)?.get(name);
  }

  /** A chain to change. @throws {ChainError} `missing` */
  open(table: TableName, name: string): Chain {
    const chain = this.#open(table).get(name);
    if (chain === undefined) throw new ChainError('missing');
    return chain;
  }

  #open(table: TableName): Table {
    const found = this.#tables.get(table);
    if (found !== undefined) return found;
    const made: Table = new Map(TABLES[table].map((name) => [name, builtIn(name)]));
    this.#tables.set(table, made);
    return made;
  }

  /** @throws {ChainError} `exists` */
  addChain(table: TableName, name: string): void {
    const chains = this.#open(table);
    if (chains.has(name)) throw new ChainError('exists');
    chains.set(name, { name, rules: [], packets: 0, bytes: 0 });
  }

  /** @throws {ChainError} `missing`, `built in`, `in use` by a rule, or `not empty` */
  deleteChain(table: TableName, name: string): void {
    const chain = this.open(table, name);
    if (chain.policy !== undefined) throw new ChainError('built in');
    if (this.references(table, name) > 0) throw new ChainError('in use');
    if (chain.rules.length > 0) throw new ChainError('not empty');
    this.#tables.get(table)?.delete(name);
  }

  /** @throws {ChainError} `missing`, `built in`, `exists` */
  renameChain(table: TableName, from: string, to: string): void {
    const chain = this.open(table, from);
    if (chain.policy !== undefined) throw new ChainError('built in');
    const chains = this.#open(table);
    if (chains.has(to)) throw new ChainError('exists');
    chains.delete(from);
    chains.set(to, { ...chain, name: to });
    for (const each of chains.values()) {
      each.rules = each.rules.map((rule) => {
        const { target } = rule;
        const jumps = (target?.kind === 'jump' || target?.kind === 'goto') && target.chain === from;
        return jumps ? { ...rule, target: { kind: target.kind, chain: to } } : rule;
      });
    }
  }

  /** How many rules jump to a chain. */
  references(table: TableName, name: string): number {
    return [...(this.#tables.get(table)?.values() ?? [])]
      .flatMap(({ rules }) => rules)
      .filter(({ target }) => (target?.kind === 'jump' || target?.kind === 'goto') && target.chain === name).length;
  }

  /** Puts a rule at the end, or before the one at `index`. @throws {ChainError} `missing`, `index` */
  insert(table: TableName, name: string, spec: RuleSpec, index?: number): Rule {
    const chain = this.open(table, name);
    if (index !== undefined && (index < 0 || index > chain.rules.length)) throw new ChainError('index');
    const rule: Rule = { ...spec, packets: 0, bytes: 0 };
    chain.rules.splice(index ?? chain.rules.length, 0, rule);
    return rule;
  }
}
