/**
 * Pagefind's excerpts: thousands of small files that are stored as one, with an index of their places.
 * Written by src/lib/offline/fragment-pack.ts.
 */
type Places = Readonly<Record<string, readonly [start: number, end: number]>>;

/**
 * @param stored finds a stored file by its address
 * @returns the excerpt's file, or undefined where the address is none or the pack isn't stored
 */
export async function findFragment(
  url: URL,
  stored: (address: string) => Promise<Response | undefined>,
): Promise<Response | undefined> {
  const [, folder, name = ''] = /^(.*\/pagefind\/)fragment\/([^/]+)$/.exec(url.pathname) ?? [];
  if (folder === undefined) return undefined;
  const [index, pack] = await Promise.all(
    ['fragments.json', 'fragments.bin'].map((file) => stored(`${url.origin}${folder}${file}`)),
  );
  const place = index && ((await index.json()) as Places)[name];
  if (place === undefined || pack === undefined) return undefined;
  return new Response((await pack.blob()).slice(...place), { headers: { 'content-type': 'application/octet-stream' } });
}
