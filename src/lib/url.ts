/** @returns the address of a page of the site, wherever it is hosted: `/notes/` with the base `/docs` is `/docs/notes/`. */
export function withBase(path: string, base: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** @returns `path` below the base of this build; for pages and components. */
export function href(path: string): string {
  return withBase(path, import.meta.env.BASE_URL);
}
