import { TemplateError } from '../errors.ts';
import { alignColumns } from './table-writer.ts';
import { compile, TemplateExecError } from './template/execute.ts';
import { TemplateSyntaxError } from './template/lex.ts';
import type { Member, Struct } from './template/value.ts';
import { marshalJson } from './template/value.ts';

/** One row of a table: what `{{.Name}}` stands for. A member with a parameter is a method (`.Label "x"`). */
export type Row = Readonly<Record<string, Member>>;

/** A kind of table. */
export interface Table {
  /** In messages: `*formatter.ContainerContext`. */
  readonly typeName: string;
  /** Column titles by member. */
  readonly headers: Readonly<Record<string, string>>;
  /** Members that stand in JSON though they have no title. */
  readonly json?: readonly string[];
  /** JSON has the members as they come, not sorted. */
  readonly unsorted?: boolean;
}

/** A row as a value of templates; its JSON has the members sorted, methods with parameters left out. */
export function rowStruct(table: Table, row: Row): Struct {
  const json = () => {
    const keys = table.unsorted === true ? Object.keys(row) : Object.keys(row).sort();
    return Object.fromEntries(
      keys.filter((key) => row[key]?.length === 0).map((key) => [key, (row[key] as () => unknown)()]),
    );
  };
  return {
    kind: 'struct',
    typeName: table.typeName,
    member: (name) => (Object.hasOwn(row, name) ? row[name] : undefined),
    print: () => `{${Object.values(json()).map(String).join(' ')}}`,
    json,
    escapesHtml: true,
  };
}

/** `table`, `table TEMPLATE`, `json` or a template; in templates `\t` and `\n` are read as tab and newline. */
export function isTable(format: string): boolean {
  return format === 'table' || format.startsWith('table ') || format.startsWith('table\t');
}

/** Titles are a map: a name without one prints `<no value>`. */
function headerRow({ typeName, headers }: Table): Struct {
  return {
    kind: 'struct',
    typeName,
    member: (name) => (name === 'Label' ? (key: string) => labelTitle(key) : () => headers[name]),
    print: () => '',
    json: () => headers,
  };
}

const labelTitle = (key: string) => (key.split('.').at(-1) ?? '').replace(/[-_]/g, ' ');

/**
 * Rows by a format. Templates print one line a row.
 * @param format as given, without `table` shorthand for a default
 * @throws {TemplateError} `template parsing error: …`, exit 1
 */
export function formatRows(table: Table, format: string, rows: readonly Row[]): string {
  if (format === 'json') return rows.map((row) => `${marshalJson(rowStruct(table, row))}\n`).join('');
  const asTable = isTable(format);
  const source = (asTable ? format.slice(5) : format)
    .replace(/^ +| +$/g, '')
    .replaceAll('\\t', '\t')
    .replaceAll('\\n', '\n');
  return templateErrors(() => {
    const template = compile(source);
    const lines = rows.map((row) => template.execute(rowStruct(table, row)));
    if (!asTable) return lines.map((line) => `${line}\n`).join('');
    const titles = template.execute(headerRow(table));
    return alignColumns(`${[titles, ...lines].join('\n')}\n`);
  });
}

/** Go's words about a template become Docker's. */
function templateErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateSyntaxError || error instanceof TemplateExecError) {
      throw new TemplateError(1, `template parsing error: ${error.message}`);
    }
    throw error;
  }
}
