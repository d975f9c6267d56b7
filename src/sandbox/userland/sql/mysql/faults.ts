import type { EngineError } from '../engine.ts';
import { nameOf, type Token, withoutSpace, wordOf } from '../tokens.ts';

const STATES: Readonly<Record<number, string>> = {
  1044: '42000', 1045: '28000', 1046: '3D000', 1048: '23000', 1049: '42000', 1050: '42S01', 1051: '42S02', 1054: '42S22',
  1062: '23000', 1064: '42000', 1136: '21S01', 1146: '42S02', 1364: 'HY000', 1451: '23000', 1452: '23000',
}; // prettier-ignore

/** What MySQL says of a statement that it refuses. */
export class MysqlFault extends Error {
  readonly code: number;
  readonly state: string;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
    this.state = STATES[code] ?? 'HY000';
  }
}

export const notSimulated = (what: string): MysqlFault => new MysqlFault(1105, `drydock: not simulated: ${what}`);

/** Who speaks: the two have other words here and there. */
export interface Maker {
  readonly maria: boolean;
  readonly version: string;
}

export const syntaxFault = ({ maria }: Maker, near: string): MysqlFault =>
  new MysqlFault(
    1064,
    `You have an error in your SQL syntax; check the manual that corresponds to your ${maria ? 'MariaDB' : 'MySQL'} server version for the right syntax to use near '${near.slice(0, 80)}' at line 1`,
  );

const BEYOND = /^(DEFAULT|INTERVAL|REGEXP|RLIKE|PARTITION|LATERAL|FULLTEXT|MATCH|LOCK|FOR|STRAIGHT_JOIN)$/;

/** The engine's refusal in MySQL's words. @see fixtures/mariadb-10.11.19.txt; MySQL's own differences are from memory */
export function mysqlFault(
  error: EngineError,
  statement: readonly Token[],
  database: string,
  maker: Maker,
): MysqlFault {
  const { message } = error;
  const tokens = withoutSpace(statement);
  const target = () => {
    const at = tokens.findIndex((token) => /^(INTO|UPDATE|FROM)$/.test(wordOf(token)));
    return nameOf(tokens[at + 1], false);
  };
  const [, missing] = /^no such table: (?:main\.)?(.*)$/.exec(message) ?? [];
  if (missing !== undefined) return new MysqlFault(1146, `Table '${database}.${missing}' doesn't exist`);
  const [, column] = /^no such column: (.*)$/.exec(message) ?? [];
  const [, , unknown] = /^table (\S+) has no column named (.*)$/.exec(message) ?? [];
  if (column !== undefined || unknown !== undefined)
    return new MysqlFault(
      1054,
      `Unknown column '${(column ?? unknown ?? '').replace(/ - should this be.*/, '').replace(/^"|"$/g, '')}' in '${maker.maria && unknown === undefined ? 'SELECT' : maker.maria ? 'INSERT INTO' : 'field list'}'`,
    );
  const [, key] = /^UNIQUE constraint failed: (.*)$/.exec(message) ?? [];
  if (key !== undefined) {
    const [table = '', name = ''] = (key.split(', ')[0] ?? '').split('.');
    const shown = name === 'id' ? 'PRIMARY' : name;
    return new MysqlFault(
      1062,
      `Duplicate entry '${duplicated(name, tokens)}' for key '${maker.maria ? shown : `${table}.${shown}`}'`,
    );
  }
  const [, empty] = /^NOT NULL constraint failed: .*?\.(.*)$/.exec(message) ?? [];
  if (empty !== undefined)
    return tokens.some((token) => nameOf(token, false) === empty)
      ? new MysqlFault(1048, `Column '${empty}' cannot be null`)
      : new MysqlFault(1364, `Field '${empty}' doesn't have a default value`);
  const [, existing] = /^table "?([^"]*?)"? already exists$/.exec(message) ?? [];
  if (existing !== undefined) return new MysqlFault(1050, `Table '${existing}' already exists`);
  if (message === 'FOREIGN KEY constraint failed')
    return wordOf(tokens[0]) === 'DELETE'
      ? new MysqlFault(1451, 'Cannot delete or update a parent row: a foreign key constraint fails')
      : new MysqlFault(
          1452,
          `Cannot add or update a child row: a foreign key constraint fails (\`${database}\`.\`${target()}\`)`,
        );
  const [, near] = /^near "([\s\S]*)": syntax error$/.exec(message) ?? [];
  if (tokens.some((token) => BEYOND.test(wordOf(token)))) return notSimulated(message);
  if (near !== undefined) {
    const text = statement.map((token) => token.text).join('');
    const at = tokens.find((token) => token.text.toLowerCase() === near.toLowerCase())?.at;
    return syntaxFault(maker, at === undefined ? near : text.slice(at - (statement[0]?.at ?? 0)));
  }
  if (message === 'incomplete input') return syntaxFault(maker, '');
  if (/^\d+ values for \d+ columns$/.test(message))
    return new MysqlFault(1136, "Column count doesn't match value count at row 1");
  return notSimulated(message);
}

/** What an INSERT of one row of literals gives a column; '?' where that isn't known. */
function duplicated(column: string, tokens: readonly Token[]): string {
  const values = tokens.findIndex((token) => /^VALUES?$/.test(wordOf(token)));
  const open = tokens.findIndex(({ text }) => text === '(');
  if (values < 0 || open > values) return '?';
  const names = tokens.slice(open + 1, values - 1).filter(({ text }) => text !== ',');
  const value = tokens[values + 2 + names.findIndex((token) => nameOf(token, false) === column) * 2];
  return value === undefined ? '?' : nameOf(value, false);
}
