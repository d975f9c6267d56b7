/** @returns where a page stands as Markdown: `/notes/volumes/` gives `/notes/volumes.md`, `/` gives `/index.md` */
export function markdownAddress(path: string): string {
  const page = path.replace(/\/+$/, '');
  return page === '' ? '/index.md' : `${page}.md`;
}
