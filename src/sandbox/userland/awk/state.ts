import type { Call } from '../tool/call.ts';
import { posixRegex } from '../text/posix-regex.ts';
import { fromInput, toNumber, toText, type Value } from './value.ts';

export type Table = Map<string, Value>;
export type Slot = Value | Table | undefined;
export type Frame = Map<string, Slot>;

/** What a running script holds: variables, the record and its fields. */
export class State {
  readonly globals: Frame = new Map();
  readonly wholeBelow: number;
  frame: Frame | undefined;
  /** Of `srand`. */
  seed = 0;
  readonly #regexes = new Map<string, RegExp>();
  #fields: string[] | undefined = [];
  #record = '';
  #fieldCount = 0;

  constructor(call: Call) {
    this.wholeBelow = call.gnu ? 2 ** 31 : 2 ** 63;
    const defaults: Readonly<Record<string, Value>> = {
      FS: ' ',
      OFS: ' ',
      ORS: '\n',
      RS: '\n',
      NR: 0,
      FNR: 0,
      NF: 0,
      SUBSEP: '\x1c',
      CONVFMT: '%.6g',
      OFMT: '%.6g',
      RSTART: 0,
      RLENGTH: -1,
      FILENAME: '',
    };
    for (const [name, value] of Object.entries(defaults)) this.globals.set(name, value);
  }

  set(name: string, value: Value | Table): void {
    this.globals.set(name, value);
    if (name === 'NF' && !(value instanceof Map)) this.setFieldCount(toNumber(value));
  }

  text(name: string): string {
    const value = this.globals.get(name);
    return value instanceof Map || value === undefined ? '' : this.show(value);
  }

  /** ARGV, by number. */
  argument(index: number): string | undefined {
    const table = this.globals.get('ARGV');
    const value = table instanceof Map ? table.get(String(index)) : undefined;
    return value === undefined ? undefined : this.show(value);
  }

  get argumentCount(): number {
    return Number(this.text('ARGC'));
  }

  count(): void {
    this.globals.set('NR', toNumber(this.scalar('NR')) + 1);
    this.globals.set('FNR', toNumber(this.scalar('FNR')) + 1);
  }

  setRecord(text: string): void {
    this.#record = text;
    this.#fields = undefined;
  }

  split(): string[] {
    if (this.#fields === undefined) {
      this.#fields = this.parts(this.#record, this.text('FS'));
      this.#fieldCount = this.#fields.length;
    }
    return this.#fields;
  }

  parts(text: string, separator: string): string[] {
    if (text === '') return [];
    if (separator === ' ')
      return text
        .replace(/^[ \t\n]+|[ \t\n]+$/g, '')
        .split(/[ \t\n]+/)
        .filter((part, _, all) => part !== '' || all.length > 1);
    if (separator === '') return [...text];
    if (separator === '\t' || (separator.length === 1 && !/[.*+?^${}()|[\]\\]/.test(separator)))
      return text.split(separator);
    if (separator.length === 1 && separator !== '\\') return text.split(separator);
    const regex = this.regex(separator);
    const parts: string[] = [];
    let start = 0;
    for (const match of text.matchAll(new RegExp(regex.source, 'gu'))) {
      if (match[0] === '') continue;
      parts.push(text.slice(start, match.index));
      start = match.index + match[0].length;
    }
    return [...parts, text.slice(start)];
  }

  whole(): string {
    return this.#record;
  }

  field(index: number): Value {
    if (index === 0) return fromInput(this.whole());
    const part = this.split()[index - 1];
    return part === undefined ? '' : fromInput(part);
  }

  setField(index: number, text: string): void {
    if (index === 0) return this.setRecord(text);
    const fields = this.split();
    while (fields.length < index) fields.push('');
    fields[index - 1] = text;
    this.#fieldCount = fields.length;
    this.#record = fields.join(this.text('OFS'));
  }

  setFieldCount(count: number): void {
    const fields = this.split();
    fields.length = Math.min(fields.length, count);
    while (fields.length < count) fields.push('');
    this.#fieldCount = count;
    this.#record = fields.join(this.text('OFS'));
  }

  scope(name: string): Frame {
    return this.frame?.has(name) === true ? this.frame : this.globals;
  }

  scalar(name: string): Value {
    if (name === 'NF') {
      this.split();
      return this.#fieldCount;
    }
    const value = this.scope(name).get(name);
    return value === undefined || value instanceof Map ? '' : value;
  }

  table(name: string): Table {
    const scope = this.scope(name);
    const value = scope.get(name);
    if (value instanceof Map) return value;
    const table: Table = new Map();
    scope.set(name, table);
    return table;
  }

  show(value: Value): string {
    const format = this.globals.get('CONVFMT');
    return toText(value, typeof format === 'string' ? format : '%.6g', this.wholeBelow);
  }

  regex(source: string): RegExp {
    let regex = this.#regexes.get(source);
    if (regex === undefined)
      this.#regexes.set(
        source,
        (regex = posixRegex(source.replaceAll('\\"', '"').replaceAll('\\&', '&'), { extended: true })),
      );
    return regex;
  }
}
