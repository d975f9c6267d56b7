import { ApiError } from '../../api/errors.ts';
import type { NodeRecord } from './state.ts';

/** `node.labels.disk==ssd` */
export interface Constraint {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
}

/** @throws {ApiError} `constraint expected one operator from ==, !=` @see moby swarmkit manager/constraint */
export function parseConstraint(text: string): Constraint {
  const [, key, operator, value] = /^\s*([^=!]*?)\s*(==|!=)\s*(.*?)\s*$/.exec(text) ?? [];
  const fail = (what: string) => new ApiError('internal', `rpc error: code = Unknown desc = ${what}`);
  if (key === undefined || value === undefined) throw fail('constraint expected one operator from ==, !=');
  if (!/^[a-z_][a-z0-9\-_.]+$/i.test(key)) throw fail(`key '${key}' is invalid`);
  if (!/^[a-z0-9:\-_\s.*()?+[\]\\^$|/]+$/i.test(value)) throw fail(`value '${value}' is invalid`);
  return { key, equal: operator === '==', value };
}

/** Whether a node fits all of them; an unknown key fits nothing. */
export function satisfies(node: NodeRecord, constraints: readonly string[]): boolean {
  return constraints.map(parseConstraint).every(({ key, equal, value }) => {
    const actual = valueOf(node, key);
    if (actual === undefined) return !equal && isKnown(key);
    return (actual.toLowerCase() === value.toLowerCase()) === equal;
  });
}

const isKnown = (key: string): boolean => /^(node|engine)\.labels\./.test(key);

/** What a key of a constraint or a preference says of a node. */
export function valueOf(node: NodeRecord, key: string): string | undefined {
  if (key === 'node.id') return node.id;
  if (key === 'node.hostname') return node.hostname;
  if (key === 'node.role') return node.spec.Role;
  if (key === 'node.ip') return node.address;
  if (key === 'node.platform.os') return 'linux';
  if (key === 'node.platform.arch') return 'amd64';
  if (key.startsWith('node.labels.')) return node.spec.Labels[key.slice('node.labels.'.length)];
  return undefined;
}
