import { canStore, store, useNewVersion, watchForNewVersion } from './registration.ts';

/** Set by /offline/ for a reader who removed the stored site: it isn't stored again by itself. */
export const DECLINED = 'drydock-offline-declined';

interface Connection {
  readonly saveData?: boolean;
}

function isWanted(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  if (connection?.saveData === true) return false;
  try {
    return localStorage.getItem(DECLINED) === null;
  } catch {
    return false; // storage is forbidden, so is storing the site
  }
}

/** After all that the page itself needs: stores the site, and shows `notice` when a new version of it waits. */
export function keepOffline(notice: HTMLElement): void {
  if (!canStore() || !isWanted()) return;
  const start = (): void => {
    store().then(
      (registration: ServiceWorkerRegistration | undefined) => {
        // A browser that a test drives may keep service workers out: then there is nothing to watch.
        if (registration !== undefined) watchForNewVersion(registration, () => show(notice, registration));
      },
      (error: unknown) => console.info('drydock: this browser does not store the site:', error),
    );
  };
  window.addEventListener('load', () => ('requestIdleCallback' in window ? requestIdleCallback(start) : start()));
}

function show(notice: HTMLElement, registration: ServiceWorkerRegistration): void {
  notice.hidden = false;
  const button = notice.querySelector<HTMLButtonElement>('[data-new-version]');
  button?.addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    useNewVersion(registration);
  });
  notice.querySelector('[data-later]')?.addEventListener('click', () => (notice.hidden = true));
}
