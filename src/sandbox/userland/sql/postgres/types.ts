import type { TypeNames } from '../table-definition.ts';

const FULL: Readonly<Record<string, string>> = {
  INT: 'integer', INTEGER: 'integer', INT4: 'integer', SERIAL: 'integer', SERIAL4: 'integer', INT8: 'bigint',
  BIGINT: 'bigint', BIGSERIAL: 'integer', SMALLINT: 'smallint', INT2: 'smallint', TEXT: 'text', BOOL: 'boolean',
  BOOLEAN: 'boolean', VARCHAR: 'character varying', 'CHARACTER VARYING': 'character varying', CHAR: 'character',
  CHARACTER: 'character', NUMERIC: 'numeric', DECIMAL: 'numeric', REAL: 'real', FLOAT4: 'real',
  FLOAT: 'double precision', FLOAT8: 'double precision', 'DOUBLE PRECISION': 'double precision', DATE: 'date',
  TIMESTAMP: 'timestamp without time zone', TIMESTAMPTZ: 'timestamp with time zone',
  'TIMESTAMP WITH TIME ZONE': 'timestamp with time zone',
  'TIMESTAMP WITHOUT TIME ZONE': 'timestamp without time zone', TIME: 'time without time zone', UUID: 'uuid',
  JSON: 'json', JSONB: 'jsonb', BYTEA: 'bytea',
}; // prettier-ignore

/** Types whose values stand at the right of a table of psql. */
const AT_RIGHT = /^(smallint|integer|bigint|numeric|real|double precision)/;

export const isAtRight = (type: string): boolean => AT_RIGHT.test(type);

export const isKnownType = (words: string): boolean => words in FULL;

export const POSTGRES_TYPES: TypeNames = {
  full: (words, size) => {
    const name = FULL[words] ?? words.toLowerCase();
    const spaced = size.replaceAll(' ', '');
    return {
      type: name === 'character' && size === '' ? 'character(1)' : name + spaced,
      counted: words.endsWith('SERIAL') || words === 'SERIAL4',
    };
  },
  continued: new Set(['VARYING', 'PRECISION', 'WITH', 'WITHOUT', 'TIME', 'ZONE']),
  fold: true,
  counter: 'GENERATED ALWAYS AS IDENTITY',
};
