import { announce } from '../announce.ts';
import { find } from '../find.ts';
import { DECLINED } from './new-version.ts';
import { canStore, forget, store } from './registration.ts';

/** Bytes as a reader says them: `12 MB`. */
const megabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;

/** /offline/: says whether the site is stored, stores it and removes it. */
export class OfflinePage {
  readonly #state: HTMLElement;
  readonly #store: HTMLButtonElement;
  readonly #remove: HTMLButtonElement;

  constructor(root: HTMLElement) {
    this.#state = find('[data-state]', root);
    this.#store = find('[data-store]', root);
    this.#remove = find('[data-remove]', root);
    this.#store.addEventListener('click', () => void this.#storeSite());
    this.#remove.addEventListener('click', () => void this.#removeSite());
    void this.#show();
  }

  async #show(): Promise<void> {
    if (!canStore()) return this.#say('This browser does not let a site be stored (a private window, or no https).');
    const registration = await navigator.serviceWorker.getRegistration();
    const isStored = registration?.active != null;
    this.#store.hidden = isStored || registration?.installing != null;
    this.#remove.hidden = registration === undefined;
    if (registration?.installing != null && !isStored) {
      this.#say('The site is being stored now. You may read on meanwhile.');
      registration.installing.addEventListener('statechange', () => void this.#show());
      return;
    }
    const { usage = 0 } = isStored ? await navigator.storage.estimate() : {};
    this.#say(
      isStored
        ? `The whole site is stored in this browser: ${megabytes(usage)}. It works without a network.`
        : 'The site is not stored in this browser.',
    );
  }

  async #storeSite(): Promise<void> {
    try {
      localStorage.removeItem(DECLINED);
      await store();
      await this.#show();
    } catch (error) {
      this.#say(`The browser refused to store the site: ${(error as Error).message}`);
    }
  }

  async #removeSite(): Promise<void> {
    try {
      await forget();
      localStorage.setItem(DECLINED, 'yes');
      await this.#show();
    } catch (error) {
      this.#say(`The browser did not remove it: ${(error as Error).message}`);
    }
  }

  #say(text: string): void {
    if (this.#state.textContent === text) return;
    this.#state.textContent = text;
    announce(text);
  }
}
