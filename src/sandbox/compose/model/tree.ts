/** What a YAML document says, without positions: the model before it is read as services. */
export type Tree = null | boolean | number | string | YamlTime | Tree[] | TreeMap;
export interface TreeMap {
  [key: string]: Tree;
}

/** A date without quotes, which no key of the schema takes. */
export class YamlTime {
  /** RFC 3339. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const isMap = (tree: Tree | undefined): tree is TreeMap =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof YamlTime);

/** A path in the tree: `services`, `web`, `ports`, `[]`. */
export type TreePath = readonly string[];

/** Whether a path has this pattern, in which `*` is any part. */
export function matches(path: TreePath, pattern: string): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index]);
}

/** A text as a map of itself: `a=b` or `a: b` of lists that may also be maps. */
export function keyValue(text: string): readonly [key: string, value: string | undefined] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Scalars as Go prints them into a string; of what is none something that tells it from others: the schema refuses it. */
export const scalarText = (value: Tree | undefined): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof YamlTime) return value.text;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value).replace(/^(-?)Infinity$/, (_all, sign: string) => `${sign === '' ? '+' : sign}Inf`);
};
