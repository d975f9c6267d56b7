import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { markdownAddress } from '../lib/markdown-address.ts';
import { getTracks } from '../lib/tracks.ts';
import { href } from '../lib/url.ts';

/** The site for programs that read it (llmstxt.org): every note with its summary, at its Markdown address. */
export const GET: APIRoute = async ({ site }) => {
  const address = (path: string): string => new URL(href(markdownAddress(path)), site).href;
  const tracks = (await getTracks()).map(({ title, notes }) => {
    const list = notes.map(({ id, data }) => `- [${data.title}](${address(`/notes/${id}/`)}): ${data.summary}`);
    return `## ${title}\n\n${list.join('\n')}\n`;
  });
  const sheets = (await getCollection('cheatsheets')).map(
    ({ id, data }) => `- [${data.title}](${address(`/cheatsheets/${id}/`)}): ${data.summary}`,
  );
  const others = [
    ['All commands and flags', '/commands/'],
    ['Error messages, their causes and repairs', '/errors/'],
    ['What is often said wrong', '/corrections/'],
    ['Glossary', '/glossary/'],
    ['Interview questions', '/interview/'],
    ['What the simulated host does exactly, simply, or not', '/fidelity/'],
  ].map(([title, path = '']) => `- [${title}](${address(path)})`);
  const text = `# Drydock

> Docker study notes whose every command was run on a simulated Docker host, checked against Docker Engine 28.5. Every page also stands as Markdown at its address with \`.md\` in place of the last slash.

${tracks.join('\n')}
## Cheat sheets

${sheets.join('\n')}

## Reference

${others.join('\n')}
`;
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
