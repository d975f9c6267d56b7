import { forEachChild, type SyntaxNode } from 'unbash';
import { parseText } from './parse.ts';
import type { Shell } from './shell.ts';

/** Puts the values of aliases in the place of command names, as the shell does when it reads a line. */
export function withAliases(shell: Shell, text: string): string {
  if (shell.aliases.size === 0 || !(shell.interactive || shell.option('expand_aliases') || !shell.dialect.extended))
    return text;
  const used = new Set<string>();
  for (let current = text, rounds = 0; ; rounds++) {
    const next = replaceOnce(shell, current, used);
    if (next === current || rounds > 20) return next;
    current = next;
  }
}

function replaceOnce(shell: Shell, text: string, used: Set<string>): string {
  const found: { readonly pos: number; readonly end: number; readonly name: string }[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && node.name !== undefined && node.name.parts === undefined) {
      const { text: name, pos, end } = node.name;
      if (shell.aliases.has(name) && !used.has(name)) found.push({ pos, end, name });
    }
    if (node.type !== 'Script' || node.source === undefined) forEachChild(node, visit);
  };
  forEachChild(parseText(text), visit);
  let out = text;
  for (const { pos, end, name } of found.sort((left, right) => right.pos - left.pos)) {
    out = out.slice(0, pos) + (shell.aliases.get(name) ?? '') + out.slice(end);
  }
  for (const { name } of found) used.add(name);
  return out;
}
