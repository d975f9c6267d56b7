import type { Value, PyInstance } from './values.ts';

export interface Rule {
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly (readonly [string, string])[];
  readonly methods: readonly string[];
  readonly view: Value;
  readonly endpoint: string;
}

/** What the abort function throws. */
export class Abort extends Error {
  readonly status: number;
  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

export const routes = new WeakMap<PyInstance, Rule[]>();

export function makeRule(path: string, methods: readonly string[], view: Value, endpoint: string): Rule {
  const names: [string, string][] = [];
  const source = path.split(/(<[^>]+>)/).map((part) => {
    const [, kind = 'string', name] = /^<(?:(\w+):)?(\w+)>$/.exec(part) ?? [];
    if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push([name, kind]);
    return kind === 'int' ? '(\\d+)' : kind === 'path' ? '(.+)' : '([^/]+)';
  });
  return {
    path,
    pattern: new RegExp(`^${source.join('')}$`),
    names,
    methods: methods.map((verb) => verb.toUpperCase()),
    view,
    endpoint,
  };
}
