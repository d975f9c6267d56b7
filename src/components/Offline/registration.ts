import { withBase } from '../../lib/url.ts';
import { ownAddress, trustPolicy } from '../../sandbox/ui/trust-policy.ts';

/** What src/offline/service-worker.ts listens for. */
const USE_NEW_VERSION = 'use-new-version';
/** How often a page that stays open asks whether there is a new version, ms. */
const ASK_EVERY = 60 * 60 * 1000;

const script = trustPolicy('drydock-offline', { createScriptURL: ownAddress });

/** Whether the browser can store the site, and lets us: private windows of some can't. */
export const canStore = (): boolean => 'serviceWorker' in navigator && window.isSecureContext;

/** Stores the site, or looks whether it changed. @throws where the browser refuses storage or the script can't be had */
export function store(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(script.createScriptURL(withBase('/sw.js', import.meta.env.BASE_URL)), {
    scope: withBase('/', import.meta.env.BASE_URL),
    updateViaCache: 'none',
  });
}

/** Calls back once a new version is stored and waits, and asks for one when the page is looked at again. */
export function watchForNewVersion(registration: ServiceWorkerRegistration, found: () => void): void {
  const tell = (): void => {
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) found();
  };
  const follow = (): void => {
    registration.installing?.addEventListener('statechange', tell);
  };
  registration.addEventListener('updatefound', follow);
  follow();
  tell();
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < ASK_EVERY) return;
    asked = Date.now();
    // Without a network there is nothing to ask; the stored version goes on.
    registration.update().catch(() => undefined);
  });
}

/** Puts the waiting version in place of the one in use, for all open pages. */
export function useNewVersion({ waiting }: ServiceWorkerRegistration): void {
  waiting?.postMessage(USE_NEW_VERSION);
}

/** Removes the stored site. Cards, progress and settings are elsewhere and stay. */
export async function forget(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(withBase('/', import.meta.env.BASE_URL));
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith('drydock')) await caches.delete(name);
}
