import { forEachChild, type SyntaxNode } from 'unbash';
import type { Dialect } from './dialect.ts';

/** Where a text uses syntax that only bash has: the words of a POSIX shell's refusal. */
export function unsupportedSyntax(
  dialect: Dialect,
  node: SyntaxNode,
): { readonly token: string; readonly pos: number } | undefined {
  if (dialect.name === 'bash') return undefined;
  let found: { readonly token: string; readonly pos: number } | undefined;
  forEachChild(node, (child) => {
    if (found !== undefined) return;
    if (child.type === 'ArrayValue') found = { token: '(', pos: child.pos };
    else if (child.type === 'HereString' && dialect.name === 'dash') found = { token: 'redirection', pos: child.pos };
    else found = unsupportedSyntax(dialect, child);
  });
  return found;
}
