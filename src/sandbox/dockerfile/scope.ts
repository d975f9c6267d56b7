import { expand, type Variables } from './expand.ts';
import type { InstructionOf, KeyValue } from './instruction.ts';

/** Arguments that need no ARG. */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

export interface DeclaredArg {
  readonly key: string;
  /** Undefined: neither a default nor `--build-arg`. */
  readonly value: string | undefined;
}

/** Values from the command line, and those that hold for all stages. */
export interface GivenArgs {
  readonly buildArgs: Variables;
  /** Platform arguments and ARGs before the first FROM. */
  readonly globals: Variables;
}

/** ARG and ENV of one stage, up to some instruction. Of an ARG and an ENV of one name the later wins. */
export class Scope {
  readonly env: Map<string, string>;
  readonly #variables = new Map<string, string>();
  readonly args: DeclaredArg[];
  /** Names of ENV that a later ARG hides. */
  readonly #hidden = new Set<string>();
  readonly escape: string;
  readonly #given: GivenArgs;

  constructor(given: GivenArgs, escape: string, from: { env: Variables; args: readonly DeclaredArg[] }) {
    this.#given = given;
    this.escape = escape;
    this.env = new Map(from.env);
    this.args = [...from.args];
    for (const { key, value } of this.args) if (value !== undefined) this.#variables.set(key, value);
    for (const [key, value] of this.env) this.#variables.set(key, value);
  }

  /** What `$NAME` means now. */
  get variables(): Variables {
    return this.#variables;
  }

  setEnv(key: string, value: string): void {
    this.env.set(key, value);
    this.#hidden.delete(key);
    this.#variables.set(key, value);
  }

  /** What RUN gets for the environment of the image: an ARG stands in for the ENV it hides, others come first. */
  environment(env: readonly string[]): readonly string[] {
    const given = this.args.flatMap(({ key, value }) =>
      value === undefined || (this.env.has(key) && !this.#hidden.has(key)) ? [] : [[key, `${key}=${value}`] as const],
    );
    const hiding = new Map(given.filter(([key]) => this.#hidden.has(key)));
    const fresh = given.filter(([key]) => !this.#hidden.has(key)).map(([, entry]) => entry);
    return [...fresh, ...env.map((entry) => hiding.get(entry.slice(0, entry.indexOf('='))) ?? entry)];
  }

  /** `NAME=value` of the proxies that `--build-arg` gives, each in capitals and in small letters. @see buildkit executor/oci, proxyEnvList */
  get proxies(): readonly string[] {
    const given = new Map([...this.#given.buildArgs].map(([key, value]) => [key.toUpperCase(), value]));
    return PROXIES.flatMap((name) => {
      const value = given.get(name) ?? '';
      return value === '' ? [] : [`${name}=${value}`, `${name.toLowerCase()}=${value}`];
    });
  }

  /** @returns the arguments as they are declared now */
  declare({ args }: InstructionOf<'arg'>): DeclaredArg[] {
    return args.map(({ key, value }) => {
      const given = this.#given.buildArgs.get(key);
      const chosen =
        given ??
        (value === undefined
          ? this.#given.globals.get(key)
          : expand(value, this.variables, { escape: this.escape }).text);
      const declared = { key, value: chosen };
      const at = this.args.findIndex((other) => other.key === key);
      if (at < 0) this.args.push(declared);
      else this.args[at] = declared;
      if (chosen !== undefined) {
        if (this.env.has(key)) this.#hidden.add(key);
        this.#variables.set(key, chosen);
      }
      return declared;
    });
  }

  /** Expanded pairs of ENV or LABEL; all see what held before the instruction. */
  expandPairs(pairs: readonly KeyValue[]): { readonly key: string; readonly value: string }[] {
    const { variables, escape } = this;
    return pairs.map(({ key, value }) => ({
      key: expand(key, variables, { escape }).text,
      value: expand(value, variables, { escape }).text,
    }));
  }

  expand(word: string): string {
    return expand(word, this.variables, { escape: this.escape }).text;
  }
}

/** ARGs before the first FROM, with what the command line says of them. */
export function globalArgs(
  metaArgs: readonly InstructionOf<'arg'>[],
  buildArgs: Variables,
  platform: Variables,
  escape: string,
): Map<string, string> {
  const globals = new Map(platform);
  for (const [key, value] of buildArgs) if (globals.has(key)) globals.set(key, value);
  for (const { key, value } of metaArgs.flatMap(({ args }) => args)) {
    const chosen = buildArgs.get(key) ?? (value === undefined ? undefined : expand(value, globals, { escape }).text);
    if (chosen !== undefined) globals.set(key, chosen);
  }
  return globals;
}
