import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { NAMED, WORDS } from './words.ts';

/** A key of a Compose file, as the editor shows it. */
export interface ExplainedKey {
  /** `['services', 'web', 'ports']`; members of lists by their numbers. */
  readonly path: readonly string[];
  /** Line and columns of the key, counted from 1; `to` is behind its last letter. */
  readonly position: { readonly line: number; readonly from: number; readonly to: number };
  /** Last line of its value. */
  readonly endLine: number;
  /** Markdown; undefined of a key whose name is free: a variable, a label. */
  readonly words: string | undefined;
  /** A key that the format doesn’t know there. */
  readonly isUnknown: boolean;
}

export interface ComposeExplanation {
  readonly keys: readonly ExplainedKey[];
  /** What is no YAML; `docker compose config` has Compose’s own words for it. */
  readonly error: { readonly message: string; readonly line: number } | undefined;
}

/** Explains a Compose file: each of its keys in words, in the order of the file. */
export function explainCompose(text: string): ComposeExplanation {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error !== undefined) {
    return { keys: [], error: { message: error.message, line: lines.linePos(error.pos[0]).line } };
  }
  const keys: ExplainedKey[] = [];
  if (document.contents !== null) visit(document.contents as Node, [], { keys, lines });
  return { keys, error: undefined };
}

interface Visit {
  readonly keys: ExplainedKey[];
  readonly lines: LineCounter;
}

function visit(node: Node, path: readonly string[], around: Visit): void {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) visit(item as Node, [...path, String(index)], around);
    return;
  }
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || !key.range) continue;
    const [from, to] = key.range;
    const start = around.lines.linePos(from);
    const inner = value as Node | null;
    const end = inner?.range ? around.lines.linePos(Math.max(from, inner.range[1] - 1)).line : start.line;
    const own = [...path, String(key.value)];
    around.keys.push({
      path: own,
      position: { line: start.line, from: start.col, to: start.col + (to - from) },
      endLine: Math.max(start.line, end),
      ...wordsOf(own),
    });
    if (inner !== null) visit(inner, own, around);
  }
}

/** Keys above these hold names that are free to choose. */
const FREE_BELOW =
  /^(?:services\.\*\.(?:environment|labels|annotations|sysctls|extra_hosts|ulimits|storage_opt)|services\.\*\.build\.(?:args|labels|additional_contexts)|.*\.(?:driver_opts|options|labels))(?:\.|$)/;

function wordsOf(path: readonly string[]): { readonly words: string | undefined; readonly isUnknown: boolean } {
  const above = path.slice(0, -1);
  const key = path.at(-1) ?? '';
  const place = placeOf(above);
  const table = WORDS[place];
  if (above.length === 1 && NAMED[above[0] ?? ''] !== undefined)
    return { words: NAMED[above[0] ?? ''], isUnknown: false };
  if (table === undefined || FREE_BELOW.test(place)) return { words: undefined, isUnknown: false };
  const words = Object.hasOwn(table, key) ? table[key] : undefined;
  return { words, isUnknown: words === undefined && !key.startsWith('x-') && key !== '<<' };
}

/** `services.*.networks.*` of `services`, `web`, `networks`, `front`. */
function placeOf(path: readonly string[]): string {
  const exact = path.map((name, index) => (index === 1 ? '*' : name));
  const last = exact.length - 1;
  const general = exact.map((name, index) => (index === last && index > 1 ? '*' : name));
  const [first, second] = [exact.join('.'), general.join('.')];
  return WORDS[first] !== undefined || WORDS[second] === undefined ? first : second;
}
