/**
 * The site without a network. One version of it is stored whole at a time: `install` stores what changed beside what is
 * in use, and only when no page of the old version is open, or a reader says so, does the new one take its place.
 * The list of files comes from src/lib/offline/integration.ts.
 */
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { findFragment } from './fragments.ts';
import { keepPrograms, findKept } from './kept-programs.ts';
import { storedAddress } from './stored-address.ts';

declare const self: ServiceWorkerGlobalScope & { readonly OFFLINE_PAGE: string };

/** What a page says when its reader wants the new version now. */
const USE_NEW_VERSION = 'use-new-version';
/** How long a reader waits for the first page of a new version before the stored one goes on, ms. */
const PATIENCE = 3000;

const precache = new PrecacheController({ cacheName: 'drydock' });
precache.addToCacheList(self.__WB_MANIFEST);

self.addEventListener('install', (event) => {
  event.waitUntil(precache.install(event));
});

self.addEventListener('activate', (event) => {
  const current = new Set(precache.getCachedURLs());
  event.waitUntil(
    keepPrograms('drydock', current)
      .then(() => precache.activate(event))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', ({ data }) => {
  if (data === USE_NEW_VERSION) void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'GET' && url.origin === self.location.origin) event.respondWith(answer(request, url));
});

async function answer(request: Request, url: URL): Promise<Response> {
  const fresh = request.mode === 'navigate' ? await takeNewVersion(request) : undefined;
  if (fresh !== undefined) return fresh;
  const stored = await findStored(url);
  if (stored !== undefined) return stored;
  try {
    return await fetch(request);
  } catch (error) {
    const page = request.mode === 'navigate' ? await precache.matchPrecache(self.OFFLINE_PAGE) : undefined;
    if (page === undefined) throw error;
    return page;
  }
}

async function findStored(url: URL): Promise<Response | undefined> {
  return (
    (await precache.matchPrecache(storedAddress(url))) ??
    (await findFragment(url, (path) => precache.matchPrecache(path))) ??
    findKept(url)
  );
}

/**
 * A new version waits, and the page that is being left is the only one open: the next page comes from the network, with
 * programs of its own, and the new version answers from then on.
 * @returns undefined where nothing waits, another page is open, or the network doesn't answer
 */
async function takeNewVersion(request: Request): Promise<Response | undefined> {
  const { waiting } = self.registration;
  if (!waiting || (await self.clients.matchAll({ type: 'window' })).length > 1) return undefined;
  try {
    const page = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    waiting.postMessage(USE_NEW_VERSION);
    return page;
  } catch {
    return undefined; // the stored version goes on, whole
  }
}
