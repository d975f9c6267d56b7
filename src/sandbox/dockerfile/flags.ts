import { didYouMean, suggest } from './suggest.ts';

/** Flags of one instruction: what kind of value each takes. */
export type FlagKinds = Readonly<Record<string, 'string' | 'strings' | 'bool'>>;

const COPY: FlagKinds = {
  from: 'string',
  chown: 'string',
  chmod: 'string',
  link: 'bool',
  exclude: 'strings',
};

/** @see buildkit instructions/parse.go */
const FLAGS: Readonly<Record<string, FlagKinds>> = {
  FROM: { platform: 'string' },
  RUN: { mount: 'strings', network: 'string', device: 'strings' },
  COPY,
  ADD: {
    chown: 'string',
    chmod: 'string',
    link: 'bool',
    'keep-git-dir': 'bool',
    checksum: 'string',
    unpack: 'bool',
    exclude: 'strings',
  },
  HEALTHCHECK: {
    interval: 'string',
    timeout: 'string',
    'start-period': 'string',
    'start-interval': 'string',
    retries: 'string',
  },
};

/** Flags that the engine's own parser doesn't know yet. */
const NEWEST: Readonly<Record<string, FlagKinds>> = { COPY: { parents: 'bool' }, RUN: { security: 'string' } };

export class FlagProblem extends Error {}

/** The values of the flags of one instruction. */
export class FlagReader {
  readonly #values = new Map<string, string[]>();

  /** @throws {FlagProblem} `unknown flag: --user`, `duplicate flag specified: --from`, … @see bflag.go */
  constructor(instruction: string, flags: readonly string[], newest = false) {
    const kinds = { ...FLAGS[instruction], ...(newest && NEWEST[instruction]) };
    for (const flag of flags) {
      const at = flag.indexOf('=');
      const name = flag.slice(2, at < 0 ? undefined : at);
      const kind = kinds[name];
      if (kind === undefined) {
        throw new FlagProblem(`unknown flag: --${name}${didYouMean(suggest(name, Object.keys(kinds)))}`);
      }
      const values = this.#values.get(name);
      if (values !== undefined && kind !== 'strings') throw new FlagProblem(`duplicate flag specified: --${name}`);
      if (at < 0 && kind !== 'bool') throw new FlagProblem(`missing a value on flag: --${name}`);
      const value = at < 0 ? 'true' : flag.slice(at + 1);
      if (kind === 'bool' && value !== 'true' && value !== 'false') {
        throw new FlagProblem(`expecting boolean value for flag --${name}, not: ${value}`);
      }
      this.#values.set(name, [...(values ?? []), value]);
    }
  }

  text(name: string): string {
    return this.#values.get(name)?.[0] ?? '';
  }

  list(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  bool(name: string): boolean {
    return this.text(name) === 'true';
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}
