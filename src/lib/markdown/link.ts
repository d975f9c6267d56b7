import { defineMdastPlugin, type MdastPluginEntry } from 'satteri';
import { withBase } from '../url.ts';

/** Links between pages are written from the root (`/notes/…`); this puts the site's base before them. */
export function linkPlugin(base: string): MdastPluginEntry {
  return defineMdastPlugin({
    name: 'link-base',
    link(node, context) {
      if (node.url.startsWith('/')) context.setProperty(node, 'url', withBase(node.url, base));
    },
  });
}
