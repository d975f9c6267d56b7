/** @returns the fragment that leads to a row of a cheat sheet: `Stop it at once` is `stop-it-at-once`. */
export function rowSlug(task: string): string {
  return task
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
