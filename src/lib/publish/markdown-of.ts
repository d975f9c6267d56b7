import type { Element, Nodes } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { remove } from 'unist-util-remove';

/** What is to be clicked, drawn or listened to rather than read. */
const NOT_READ = new Set(['button', 'dialog', 'form', 'input', 'nav', 'script', 'select', 'style', 'template']);
const NOT_READ_CLASSES = new Set(['above', 'needs-js', 'snippet-bar', 'toc', 'visually-hidden', 'track']);

const toMarkdown = unified()
  .use(rehypeRemark, {
    handlers: {
      svg: (_state, node: Element) => {
        const text = ['title', 'desc'].flatMap((name) => textOf(select(name, node) ?? { type: 'root', children: [] }));
        return {
          type: 'paragraph',
          children: [{ type: 'emphasis', children: [{ type: 'text', value: text.join('. ') }] }],
        };
      },
    },
  })
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', fences: true, rule: '-' });

/**
 * The text of a built page as Markdown: title, headings, prose, tables, and blocks with their output.
 * @param html of the whole page
 * @returns undefined where it has no `<main>`
 */
export async function markdownOf(html: string): Promise<string | undefined> {
  const main = select('main', unified().use(rehypeParse).parse(html));
  if (main === undefined) return undefined;
  remove(main, (node) => isNotRead(node as Nodes));
  // Steps of a block are lines by their style alone.
  for (const step of selectAll('.step + .step', main)) step.children.unshift({ type: 'text', value: '\n' });
  for (const pre of selectAll('pre', main)) nameLanguage(pre);
  const tree = await toMarkdown.run({ type: 'root', children: main.children });
  return `${toMarkdown.stringify(tree).trim()}\n`;
}

function isNotRead(node: Nodes): boolean {
  if (node.type === 'comment') return true;
  if (node.type !== 'element') return false;
  const { className, hidden, ariaHidden } = node.properties;
  return (
    NOT_READ.has(node.tagName) ||
    hidden === true ||
    // The mark beside a heading that links to it.
    (node.tagName === 'a' && textOf(node).trim() === '' && select('img, svg', node) === undefined) ||
    (ariaHidden === 'true' && node.tagName !== 'svg') ||
    (node.tagName === 'svg' && select('title', node) === undefined) ||
    (Array.isArray(className) && className.some((name) => NOT_READ_CLASSES.has(String(name))))
  );
}

/** As fences name it: `console` for commands with their output, else what it was highlighted as. */
function nameLanguage(pre: Element): void {
  const { className, dataLanguage } = pre.properties;
  const language = Array.isArray(className) && className.includes('console') ? 'console' : dataLanguage;
  const code = select('code', pre);
  if (code !== undefined && typeof language === 'string') code.properties.className = [`language-${language}`];
}
