import type { ShellFunction } from './function.ts';

/** A function as it was written, behind its name. */
export function functionText(name: string, { node, source }: ShellFunction): string {
  const body = source.text.slice(node.body.pos, node.body.end);
  const inner = /^\{\s*([^]*?);?\s*\}$/.exec(body)?.[1];
  if (inner === undefined) return `${name} () \n${body}\n`;
  const lines = inner.includes('\n') ? inner.split('\n') : inner.split(/;\s*(?=\S)/);
  const indented = lines.map((line) => `    ${line.trim()}`).join(inner.includes('\n') ? '\n' : ';\n');
  return `${name} () \n{ \n${indented}\n}\n`;
}
