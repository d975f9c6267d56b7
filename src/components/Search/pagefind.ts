/** The part of Pagefind's interface that is used. It is written by the build, so it has no module to import types from. */
export interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number; noWorker: boolean }): Promise<void>;
  init(): Promise<void>;
  search(query: string, options?: { filters?: Record<string, string[]> }): Promise<{ results: readonly Result[] }>;
}

interface Result {
  data(): Promise<Page>;
}

export interface Page {
  readonly url: string;
  /** HTML: text with `<mark>`. */
  readonly excerpt: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sub_results: readonly { readonly title: string; readonly url: string; readonly excerpt: string }[];
}

const base = import.meta.env.BASE_URL.replace(/\/*$/, '/');
let loading: Promise<Pagefind> | undefined;

/** @throws when the index can't be fetched; the next call tries again. */
export function loadPagefind(): Promise<Pagefind> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Pagefind> {
  const address = new URL(`${base}pagefind/pagefind.js`, location.href).href;
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  // A search takes a few milliseconds; the worker's script would be another 12 KB.
  await pagefind.options({ baseUrl: base, excerptLength: 24, noWorker: true });
  await pagefind.init();
  return pagefind;
}
