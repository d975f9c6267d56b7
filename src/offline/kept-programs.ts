/**
 * The programs of the version before, for pages of it that are still open: their file names hold their hashes, so an
 * old page may go on loading them without meeting anything new.
 */
const KEPT = 'drydock-before';

/**
 * Moves what the new version doesn't have, in place of what was kept before.
 * @param cacheName where the versions are stored
 * @param current addresses of the new version
 */
export async function keepPrograms(cacheName: string, current: ReadonlySet<string>): Promise<void> {
  const versions = await caches.open(cacheName);
  const old = (await versions.keys()).filter(({ url }) => url.includes('/_astro/') && !current.has(url));
  if (old.length === 0) return;
  await caches.delete(KEPT);
  const kept = await caches.open(KEPT);
  for (const request of old) {
    const response = await versions.match(request);
    if (response !== undefined) await kept.put(request, response);
  }
}

export async function findKept(url: URL): Promise<Response | undefined> {
  return url.pathname.includes('/_astro/') ? caches.match(url.href, { cacheName: KEPT }) : undefined;
}
