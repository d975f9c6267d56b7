import type { ColumnInfo } from '../schema.ts';
import type { RelationDescription } from './describe.ts';

/** A default as PostgreSQL tells it. */
export function fallbackText({ name: _name, type, fallback, counted }: ColumnInfo, sequence: string): string {
  if (counted) return `nextval('${sequence}'::regclass)`;
  if (fallback === null) return '';
  const text = fallback.replace(/^\((.*)\)$/s, '$1');
  if (text === 'localtimestamp_()') return 'LOCALTIMESTAMP';
  if (text === 'current_date_()') return 'CURRENT_DATE';
  if (/^'/.test(text)) return `${text}::${type.replace(/\(.*/, '')}`;
  return text;
}

/** Lines under the table of `\d`. */
export function footersOf(relation: RelationDescription): string[] {
  const { name, columns, indexes, keys, checks } = relation;
  const primary = columns.filter((column) => column.primary).map((column) => column.name);
  const lines: string[] = [];
  const rows = [
    ...(primary.length > 0 ? [`    "${name}_pkey" PRIMARY KEY, btree (${primary.join(', ')})`] : []),
    ...indexes
      .filter(({ origin }) => origin !== 'pk')
      .map((index) => ({
        ...index,
        shown: index.origin === 'u' ? `${name}_${index.columns.join('_')}_key` : index.name,
      }))
      .sort((a, b) => (a.shown < b.shown ? -1 : 1))
      .map(
        ({ shown, unique, origin, columns: of }) =>
          `    "${shown}" ${origin === 'u' ? 'UNIQUE CONSTRAINT, ' : unique ? 'UNIQUE, ' : ''}btree (${of.join(', ')})`,
      ),
  ];
  if (rows.length > 0) lines.push('Indexes:', ...rows);
  if (checks.length > 0)
    lines.push(
      'Check constraints:',
      ...checks.map((text) => `    "${name}_${/\w+/.exec(text)?.[0] ?? ''}_check" CHECK (${text})`),
    );
  if (keys.length > 0)
    lines.push(
      'Foreign-key constraints:',
      ...keys.map(
        ({ column, table, target }) =>
          `    "${name}_${column}_fkey" FOREIGN KEY (${column}) REFERENCES ${table}(${target})`,
      ),
    );
  return lines;
}
