import { isAlias, isMap as isYamlMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { ComposeError, YamlError } from './error.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, YamlTime } from './tree.ts';
import { yamlError } from './yaml-error.ts';

/** A document: its tree, and where tags say what merging shall do. */
export interface YamlDocument {
  readonly tree: Tree;
  /** Paths with `!reset`: taken away from the merged model. */
  readonly resets: readonly (readonly string[])[];
  /** Paths with `!override`: they replace instead of merging. */
  readonly overrides: readonly (readonly string[])[];
}

/** Nodes that aliases may make of a document. */
const MOST_NODES = 250_000;

interface Reading {
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document;
  readonly resets: string[][];
  readonly overrides: string[][];
  /** Nodes that are being read, with their paths. */
  readonly inside: Map<Node, string>;
  nodes: number;
  /** What is behind anchors: its tree, and how many nodes that is. */
  readonly known: Map<Node, { readonly tree: Tree; readonly nodes: number }>;
}

/** Reads YAML as Compose's reader, gopkg.in/yaml.v3. @throws {ComposeError} in its words */
export function parseYaml(text: string, file: string): YamlDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text.replace(/^\ufeff/, ''), {
    lineCounter: lines,
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw yamlError(error, text, lines);
    const reading: Reading = {
      file,
      lines,
      document,
      resets: [],
      overrides: [],
      inside: new Map(),
      nodes: 0,
      known: new Map(),
    };
    const tree = document.contents === null ? null : read(reading, document.contents as Node, []);
    return { tree, resets: reading.resets, overrides: reading.overrides };
  });
}

function read(reading: Reading, node: Node, path: string[]): Tree {
  if (++reading.nodes > MOST_NODES) throw excessive();
  const before = reading.nodes;
  if (isAlias(node)) {
    const target = node.resolve(reading.document);
    if (target === undefined) throw new YamlError(`unknown anchor '${node.source}' referenced`);
    const around = reading.inside.get(target);
    if (around !== undefined) throw cycle(reading.file, path.join('.'), around);
    const known = reading.known.get(target);
    if (known === undefined) return read(reading, target, path);
    reading.nodes += known.nodes;
    if (reading.nodes > MOST_NODES) throw excessive();
    return known.tree;
  }
  reading.inside.set(node, path.join('.'));
  const tag = (node as { tag?: string }).tag;
  if (tag === '!reset') reading.resets.push(path);
  if (tag === '!override') reading.overrides.push(path);
  const tree = readValue(reading, node, path, tag);
  reading.inside.delete(node);
  if ((node as { anchor?: string }).anchor !== undefined)
    reading.known.set(node, { tree, nodes: reading.nodes - before });
  return tree;
}

const excessive = () => new YamlError('document contains excessive aliasing');

/** As Compose finds it: one turn later. */
function cycle(file: string, path: string, around: string): ComposeError {
  const turn = path.slice(around.length);
  return new ComposeError(
    `failed to parse ${file}: cycle detected: node at path ${path}${turn} references node at path ${path}`,
  );
}

function readValue(reading: Reading, node: Node, path: string[], tag: string | undefined): Tree {
  if (isYamlMap(node)) return readMap(reading, node as YAMLMap<Node, Node | null>, path);
  if (isSeq(node)) return (node.items as Node[]).map((item, index) => read(reading, item, [...path, String(index)]));
  if (!isScalar(node)) return null;
  if (tag === '!!str' || tag === 'tag:yaml.org,2002:str') return node.source ?? String(node.value);
  return node.type === 'PLAIN' ? (time(node.source ?? '') ?? plainScalar(node.source ?? '')) : String(node.value);
}

/** Go's `%#v` of the key. */
const nonStringKey = (path: readonly string[], key: null | boolean | number) =>
  new ComposeError(
    `non-string key ${path.length === 0 ? 'at top level' : `in ${path.join('.')}`}: ${key === null ? '<nil>' : String(key)}`,
  );

function readMap(reading: Reading, node: YAMLMap<Node, Node | null>, path: string[]): TreeMap {
  const map: TreeMap = {};
  const merged: TreeMap[] = [];
  const seen = new Map<string, number>();
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    if (isScalar(pair.key) && pair.key.type === 'PLAIN') {
      const plain = plainScalar(pair.key.source ?? '');
      if (typeof plain !== 'string') throw nonStringKey(path, plain);
    }
    if (isYamlMap(pair.key) || isSeq(pair.key)) {
      const kind = isSeq(pair.key) ? 'seq' : 'map';
      const { line } = reading.lines.linePos(pair.key.range?.[0] ?? 0);
      throw new YamlError(`unmarshal errors:\n  line ${line}: cannot unmarshal !!${kind} into string`);
    }
    const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key);
    const line = reading.lines.linePos(pair.key.range?.[0] ?? 0).line;
    const before = seen.get(key);
    if (before !== undefined && key !== '<<') {
      throw new ComposeError(
        `failed to parse ${reading.file}: line ${line}: mapping key ${JSON.stringify(key)} already defined at line ${before}`,
      );
    }
    seen.set(key, line);
    const value = pair.value === null ? null : read(reading, pair.value, [...path, key]);
    if (key === '<<') {
      const maps = [value].flat();
      if (!maps.every(isMap)) {
        throw new ComposeError(
          `failed to parse ${reading.file}: yaml: map merge requires map or sequence of maps as the value`,
        );
      }
      merged.push(...maps);
    } else map[key] = value;
  }
  // What the map says itself wins over what it merges.
  for (const other of merged) for (const [key, value] of Object.entries(other)) if (!(key in map)) map[key] = value;
  return map;
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DATE_AND_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d\d:\d\d)| +(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?)$/;

/** @see yaml.v3 resolve.go, parseTimestamp */
function time(text: string): YamlTime | undefined {
  const found = DATE.exec(text) ?? DATE_AND_TIME.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = '', ...rest] = found;
  const [hour, minute, second, fraction = '', zone = 'Z'] = rest[0] === undefined ? rest.slice(5) : rest;
  const two = (part = '0') => part.padStart(2, '0');
  const isReal = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCMonth() === Number(month) - 1;
  if (!isReal || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const part = fraction.replace(/0+$/, '').replace(/^\.$/, '');
  return new YamlTime(`${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${part}${zone}`);
}

/** A scalar without quotes, by yaml.v3's rules: numbers may have old octals and `_`, `yes` and `no` are texts. */
export function plainScalar(text: string): null | boolean | number | string {
  if (['', '~', 'null', 'Null', 'NULL'].includes(text)) return null;
  if (['true', 'True', 'TRUE'].includes(text)) return true;
  if (['false', 'False', 'FALSE'].includes(text)) return false;
  const digits = text.replaceAll('_', '');
  if (/^[-+]?0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  if (/^0o[0-7]+$/.test(digits)) return Number.parseInt(digits.slice(2), 8);
  if (/^[-+]?(\d+|0x[\da-fA-F]+|0b[01]+)$/.test(digits)) return integer(digits);
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^\+?\.(inf|Inf|INF)$/.test(text)) return Infinity;
  if (/^-\.(inf|Inf|INF)$/.test(text)) return -Infinity;
  return /^\.(nan|NaN|NAN)$/.test(text) ? Number.NaN : text;
}

function integer(digits: string): number | string {
  const value = digits.startsWith('-') ? -Number(digits.slice(1)) : Number(digits.replace(/^\+/, ''));
  return Number.isSafeInteger(value) ? value : digits;
}
