import type { ShikiTransformer } from 'shiki';

/**
 * Gives the pieces of a code block classes (code.css) in place of style attributes,
 * which the content security policy of the site refuses.
 */
export const codeClasses: ShikiTransformer = {
  name: 'code-classes',
  pre(node) {
    delete node.properties['style'];
  },
  span(node) {
    const kind = /--astro-code-token-([\w-]+)/.exec(String(node.properties['style'] ?? ''))?.[1];
    delete node.properties['style'];
    if (kind !== undefined) this.addClassToHast(node, `t-${kind}`);
  },
};
