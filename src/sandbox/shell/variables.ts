import { ShellError } from './error.ts';

export type VariableKind = 'string' | 'indexed' | 'associative';

/** A variable and its attributes. `value` is undefined for one that is declared but not set. */
export interface Variable {
  kind: VariableKind;
  value: string | undefined;
  /** Elements of an array: by number in the order of the numbers, or by key. */
  items: Map<number, string> | Map<string, string> | undefined;
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  lower: boolean;
  upper: boolean;
  nameref: boolean;
}

export const newVariable = (value?: string): Variable => ({
  kind: 'string',
  value,
  items: undefined,
  exported: false,
  readonly: false,
  integer: false,
  lower: false,
  upper: false,
  nameref: false,
});

/** The variables of a shell; `local` ones hide others until their function returns. */
export class Variables {
  readonly #all = new Map<string, Variable>();
  /** What the functions on the stack have hidden, innermost last. */
  readonly #hidden: Map<string, Variable | undefined>[] = [];

  clone(): Variables {
    const copy = new Variables();
    for (const [name, variable] of this.#all) copy.#all.set(name, copyOf(variable));
    for (const frame of this.#hidden) copy.#hidden.push(new Map(frame));
    return copy;
  }

  /** The variable of a name, through name references. */
  find(name: string): Variable | undefined {
    return this.#all.get(this.resolve(name));
  }

  own(name: string): Variable | undefined {
    return this.#all.get(name);
  }

  resolve(name: string): string {
    for (let depth = 0; depth < 8; depth++) {
      const variable = this.#all.get(name);
      if (variable?.nameref !== true || variable.value === undefined) return name;
      name = variable.value;
    }
    return name;
  }

  /** The variable of a name; made if it isn't there. */
  demand(name: string): Variable {
    const target = this.resolve(name);
    let variable = this.#all.get(target);
    if (variable === undefined) {
      variable = newVariable();
      this.#all.set(target, variable);
    }
    return variable;
  }

  put(name: string, variable: Variable | undefined): void {
    if (variable === undefined) this.#all.delete(name);
    else this.#all.set(name, variable);
  }

  unset(name: string): void {
    this.#all.delete(name);
  }

  *entries(): Iterable<[string, Variable]> {
    for (const name of [...this.#all.keys()].sort()) {
      const variable = this.#all.get(name);
      if (variable !== undefined) yield [name, variable];
    }
  }

  names(prefix = ''): string[] {
    return [...this.#all.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  /** What children get as their environment. */
  environment(): Map<string, string> {
    const environment = new Map<string, string>();
    for (const [name, { exported, kind, value }] of this.#all) {
      if (exported && kind === 'string' && value !== undefined) environment.set(name, value);
    }
    return environment;
  }

  enterFunction(): void {
    this.#hidden.push(new Map());
  }

  leaveFunction(): void {
    for (const [name, variable] of this.#hidden.pop() ?? []) this.put(name, variable);
  }

  get inFunction(): boolean {
    return this.#hidden.length > 0;
  }

  isLocal(name: string): boolean {
    return this.#hidden.at(-1)?.has(name) === true;
  }

  get localNames(): string[] {
    return [...(this.#hidden.at(-1)?.keys() ?? [])];
  }

  /** Makes a name local to the running function; its new variable is unset. */
  makeLocal(name: string, { inherit = false } = {}): Variable {
    const frame = this.#hidden.at(-1);
    const before = this.#all.get(name);
    if (frame === undefined || frame.has(name)) return this.demandOwn(name);
    if (before?.readonly === true) throw new ShellError(`${name}: readonly variable`);
    frame.set(name, before);
    const variable = inherit && before !== undefined ? copyOf(before) : newVariable();
    if (before?.exported === true) variable.exported = true;
    this.#all.set(name, variable);
    return variable;
  }

  demandOwn(name: string): Variable {
    const variable = this.#all.get(name) ?? newVariable();
    this.#all.set(name, variable);
    return variable;
  }
}

export const copyVariable = (variable: Variable | undefined): Variable | undefined =>
  variable === undefined ? undefined : copyOf(variable);

const copyOf = (variable: Variable): Variable => ({
  ...variable,
  items:
    variable.items === undefined ? undefined : (new Map(variable.items as Map<string, string>) as Map<string, string>),
});
