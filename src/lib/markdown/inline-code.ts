import { defineMdastPlugin } from 'satteri';
import { flagPieces, KEPT_WHOLE } from '../flag-pieces.ts';

/** Keeps short code in running text on one line, and each flag of longer code. */
export const inlineCodePlugin = defineMdastPlugin({
  name: 'inline-code',
  inlineCode(node, context) {
    if (node.value.length <= KEPT_WHOLE) {
      context.setProperty(node, 'data', { hProperties: { className: ['whole'] } });
      return;
    }
    const pieces = flagPieces(node.value);
    if (pieces.every(({ flag }) => !flag)) return;
    const children = pieces.map(({ text, flag }) =>
      flag
        ? {
            type: 'element' as const,
            tagName: 'span',
            properties: { className: ['whole'] },
            children: [{ type: 'text' as const, value: text }],
          }
        : { type: 'text' as const, value: text },
    );
    context.setProperty(node, 'data', { hChildren: children });
  },
});
