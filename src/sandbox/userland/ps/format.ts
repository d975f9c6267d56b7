import type { Column } from './columns.ts';

/** A column under its header. */
export interface Shown {
  readonly column: Column;
  readonly header: string;
}

/** Reads `pid,args=COMMAND`. */
export function splitFormat(text: string): { name: string; header: string | undefined }[] {
  const out: { name: string; header: string | undefined }[] = [];
  let rest = text;
  while (rest !== '') {
    const [, name = '', equals] = /^[\s,]*([^\s,=]+)(=?)/.exec(rest) ?? [];
    if (name === '') break;
    rest = rest.replace(/^[\s,]*[^\s,=]+/, '');
    if (equals === '=') {
      const more = /^=([^]*)$/.exec(rest)?.[1] ?? '';
      const comma = more.indexOf(',');
      const endsHere = comma < 0;
      out.push({ name, header: endsHere ? more : more.slice(0, comma) });
      rest = endsHere ? '' : more.slice(comma + 1);
    } else out.push({ name, header: undefined });
  }
  return out;
}
