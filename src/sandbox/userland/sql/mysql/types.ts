import type { TypeNames } from '../table-definition.ts';

const FULL: Readonly<Record<string, string>> = {
  INT: 'int', INTEGER: 'int', BIGINT: 'bigint', SMALLINT: 'smallint', TINYINT: 'tinyint', MEDIUMINT: 'mediumint',
  BOOL: 'tinyint(1)', BOOLEAN: 'tinyint(1)', VARCHAR: 'varchar', CHAR: 'char', TEXT: 'text', LONGTEXT: 'longtext',
  MEDIUMTEXT: 'mediumtext', TINYTEXT: 'tinytext', DECIMAL: 'decimal', NUMERIC: 'decimal', FLOAT: 'float',
  DOUBLE: 'double', DATE: 'date', DATETIME: 'datetime', TIMESTAMP: 'timestamp', TIME: 'time', YEAR: 'year',
  JSON: 'json', BLOB: 'blob', LONGBLOB: 'longblob', ENUM: 'enum', SERIAL: 'bigint unsigned',
}; // prettier-ignore

export const MYSQL_TYPES: TypeNames = {
  full: (words, size) => {
    const [first = '', ...more] = words.split(' ');
    const unsigned = more.includes('UNSIGNED') ? ' unsigned' : '';
    const name = FULL[first] ?? '';
    const shown = /^(tinyint\(1\)|int|bigint|smallint|mediumint)$/.test(name) ? name : name + size.replaceAll(' ', '');
    const decimal = name === 'decimal' && size === '' ? 'decimal(10,0)' : shown;
    return { type: name === '' ? '' : decimal + unsigned, counted: first === 'SERIAL' };
  },
  continued: new Set(['UNSIGNED', 'ZEROFILL', 'PRECISION']),
  fold: false,
  counter: 'AUTO_INCREMENT',
};
