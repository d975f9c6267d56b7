import { PRELUDE } from './prelude.ts';
import { parseFilter } from './parse.ts';
import type { Filter } from './syntax.ts';
import type { Json } from './value.ts';

export interface Closure {
  readonly params: readonly string[];
  readonly body: Filter;
  scope: Scope;
}

/** Variables and functions that a filter sees. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly variables = new Map<string, Json>();
  readonly functions = new Map<string, Closure>();
  /** What `input` takes; undefined when there is no more. */
  nextInput: (() => Json | undefined) | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  variable(name: string): Json | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const value = scope.variables.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  function(key: string): Closure | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.functions.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

let standard: Scope | undefined;

/** The scope in which a program starts: what jq defines in jq. */
export function standardScope(): Scope {
  if (standard !== undefined) return new Scope(standard);
  const scope = new Scope();
  let filter = parseFilter(PRELUDE);
  while (filter.kind === 'define') {
    scope.functions.set(`${filter.name}/${filter.params.length}`, { params: filter.params, body: filter.body, scope });
    filter = filter.rest;
  }
  return new Scope((standard = scope));
}

/** A function or variable that isn't there: the program doesn't compile. */
export class UndefinedName extends Error {}
