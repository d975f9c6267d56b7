import { defineMdastPlugin } from 'satteri';

/** Longer code may break across lines; `-i` never does, though a hyphen would allow it. */
const KEPT_WHOLE = 22;

/** Keeps short code in running text on one line. */
export const inlineCodePlugin = defineMdastPlugin({
  name: 'inline-code',
  inlineCode(node, context) {
    if (node.value.length <= KEPT_WHOLE) context.setProperty(node, 'data', { hProperties: { className: ['whole'] } });
  },
});
