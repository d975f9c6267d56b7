import type { SqlFile } from '../engine.ts';
import { type ColumnInfo, columnsOf, foreignKeysOf, indexesOf } from '../schema.ts';
import { quoted } from '../tokens.ts';
import type { Maker } from './faults.ts';

const typeText = ({ type, counted }: ColumnInfo, { maria }: Maker): string => {
  const name = counted ? 'int' : type;
  return maria ? name.replace(/^int$/, 'int(11)').replace(/^bigint$/, 'bigint(20)') : name;
};

const fallbackText = ({ fallback }: ColumnInfo, { maria }: Maker): string | null => {
  if (fallback === null) return null;
  if (/now\(\)/.test(fallback)) return maria ? 'current_timestamp()' : 'CURRENT_TIMESTAMP';
  return fallback
    .replace(/^'(.*)'$/s, '$1')
    .replace(/^true$/i, '1')
    .replace(/^false$/i, '0');
};

/** Rows of DESCRIBE. */
export function describeRows(file: SqlFile, name: string, maker: Maker): (string | null)[][] {
  const indexes = indexesOf(file, name);
  return columnsOf(file, name).map((column) => {
    const index = indexes.find(({ columns, origin }) => origin !== 'pk' && columns[0] === column.name);
    const key = column.primary ? 'PRI' : index === undefined ? '' : index.unique ? 'UNI' : 'MUL';
    const extra = column.counted
      ? 'auto_increment'
      : !maker.maria && /now\(\)/.test(column.fallback ?? '')
        ? 'DEFAULT_GENERATED'
        : '';
    return [
      column.name,
      typeText(column, maker),
      column.notNull ? 'NO' : 'YES',
      key,
      fallbackText(column, maker),
      extra,
    ];
  });
}

/** What SHOW CREATE TABLE and mysqldump print. */
export function createTableText(file: SqlFile, name: string, maker: Maker): string {
  const columns = columnsOf(file, name);
  const counter = columns.some(({ counted }) => counted)
    ? file.query(`SELECT seq FROM sqlite_sequence WHERE name = ${quoted(name)}`).rows[0]?.[0]
    : undefined;
  const primary = columns.filter((column) => column.primary);
  const lines = [
    ...columns.map((column) => {
      const fallback = fallbackText(column, maker);
      const literal = fallback === null || /^(-?\d|current_timestamp)/i.test(fallback) ? fallback : quoted(fallback);
      const rest = column.counted
        ? ' AUTO_INCREMENT'
        : literal !== null
          ? ` DEFAULT ${maker.maria || !/^-?\d/.test(literal) ? literal : `'${literal}'`}`
          : column.notNull
            ? ''
            : ' DEFAULT NULL';
      const isStamp = column.type === 'timestamp' && !column.notNull;
      return `  \`${column.name}\` ${typeText(column, maker)}${column.notNull ? ' NOT NULL' : isStamp ? ' NULL' : ''}${rest}`;
    }),
    ...(primary.length > 0 ? [`  PRIMARY KEY (${primary.map((column) => `\`${column.name}\``).join(',')})`] : []),
    ...indexesOf(file, name)
      .filter(({ origin }) => origin !== 'pk')
      .map((index) => {
        const shown = index.origin === 'u' ? (index.columns[0] ?? '') : index.name;
        return `  ${index.unique ? 'UNIQUE ' : ''}KEY \`${shown}\` (${index.columns.map((column) => `\`${column}\``).join(',')})`;
      }),
    ...foreignKeysOf(file, name).map(
      ({ column, table, target }, index) =>
        `  CONSTRAINT \`${name}_ibfk_${index + 1}\` FOREIGN KEY (\`${column}\`) REFERENCES \`${table}\` (\`${target}\`)`,
    ),
  ];
  const collation = maker.maria ? 'utf8mb4_uca1400_ai_ci' : 'utf8mb4_0900_ai_ci';
  return `CREATE TABLE \`${name}\` (\n${lines.join(',\n')}\n) ENGINE=InnoDB${counter === undefined ? '' : ` AUTO_INCREMENT=${Number(counter) + 1}`} DEFAULT CHARSET=utf8mb4 COLLATE=${collation}`;
}
