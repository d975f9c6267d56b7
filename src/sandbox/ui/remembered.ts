/** @returns what was remembered in this browser; undefined where nothing was, or storage is forbidden. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`drydock:${key}`) ?? undefined;
  } catch (error) {
    if (error instanceof DOMException) return undefined; // forbidden
    throw error;
  }
}

/** Remembers something in this browser; where storage is full or forbidden it holds until the page is left. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`drydock:${key}`, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Forgets it, where storage is not forbidden. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(`drydock:${key}`);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
