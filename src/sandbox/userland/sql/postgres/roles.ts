import { nameOf, type Token, wordOf } from '../tokens.ts';
import type { Cluster, Role } from './cluster.ts';
import { PostgresFault } from './faults.ts';
import type { PostgresResult } from './result.ts';
import { objectName } from './translate.ts';

/** CREATE, ALTER and DROP of roles. */
export function changeRole(cluster: Cluster, tokens: readonly Token[]): PostgresResult {
  const first = wordOf(tokens[0]);
  const { name, ifExists } = objectName(tokens, 2);
  const known = cluster.roles.get(name);
  const tag = `${first} ROLE`;
  if (first === 'CREATE') {
    if (known !== undefined) throw new PostgresFault(`role "${name}" already exists`);
    const login = wordOf(tokens[1]) === 'USER';
    cluster.setRole(name, withOptions({ password: undefined, superuser: false, login, createDatabase: false }, tokens));
    return { tag };
  }
  if (known === undefined) {
    if (ifExists) return { tag, notices: [`NOTICE:  role "${name}" does not exist, skipping`] };
    throw new PostgresFault(`role "${name}" does not exist`);
  }
  cluster.setRole(name, first === 'DROP' ? undefined : withOptions(known, tokens));
  return { tag };
}

function withOptions(role: Role, tokens: readonly Token[]): Role {
  const words = new Set(tokens.map(wordOf));
  const at = tokens.findIndex((token) => wordOf(token) === 'PASSWORD');
  return {
    password: at < 0 ? role.password : nameOf(tokens[at + 1]).replace(/^\$|\$$/g, ''),
    superuser: words.has('SUPERUSER') || (role.superuser && !words.has('NOSUPERUSER')),
    login: words.has('LOGIN') || (role.login && !words.has('NOLOGIN')),
    createDatabase: words.has('CREATEDB') || role.createDatabase,
  };
}
