import type { SqlFile } from '../engine.ts';
import {
  type ColumnInfo,
  columnsOf,
  type ForeignKey,
  foreignKeysOf,
  type IndexInfo,
  indexesOf,
  relationsOf,
} from '../schema.ts';
import type { Cluster } from './cluster.ts';
import { quoted } from '../tokens.ts';

export interface RelationDescription {
  readonly name: string;
  readonly kind: string;
  readonly columns: readonly ColumnInfo[];
  readonly indexes: readonly IndexInfo[];
  readonly keys: readonly ForeignKey[];
  /** What a view selects. */
  readonly definition: string;
  /** The last number that a counted key got. */
  readonly counter: number;
  readonly checks: readonly string[];
}

function describeRelation(file: SqlFile, name: string): RelationDescription | undefined {
  const relation = relationsOf(file).find((one) => one.name === name);
  if (relation === undefined) return undefined;
  const columns = columnsOf(file, name);
  const [[sql] = []] = file.query(`SELECT sql FROM sqlite_master WHERE name = ${quoted(name)}`).rows;
  const counter = columns.some(({ counted }) => counted)
    ? file.query(`SELECT seq FROM sqlite_sequence WHERE name = ${quoted(name)}`).rows[0]?.[0]
    : 0;
  return {
    ...relation,
    columns,
    indexes: indexesOf(file, name),
    keys: foreignKeysOf(file, name),
    definition: String(sql ?? '').replace(/^CREATE VIEW \S+ AS\s+/i, ''),
    counter: Number(counter ?? 0),
    checks: [...String(sql ?? '').matchAll(/CHECK \(((?:[^()]|\([^()]*\))*)\)/gi)].map(([, text = '']) => text.trim()),
  };
}

/** Answers what is no SQL: lists of databases, roles and relations. */
export function describe(cluster: Cluster, file: SqlFile, what: string, name: string): unknown {
  switch (what) {
    case 'databases':
      return [...cluster.databases].map(([database, { owner }]) => ({ name: database, owner })).sort(byName);
    case 'roles':
      return [...cluster.roles]
        .map(([role, { password: _password, ...rest }]) => ({ name: role, ...rest }))
        .sort(byName);
    case 'relations':
      return relationsOf(file).map(({ name: relation, kind }) => ({
        name: relation,
        kind,
        counted: columnsOf(file, relation).find(({ counted }) => counted)?.name,
        indexes: indexesOf(file, relation),
        primary: columnsOf(file, relation).some(({ primary }) => primary),
      }));
    default:
      return describeRelation(file, name);
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
