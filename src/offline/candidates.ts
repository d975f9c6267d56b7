/**
 * Under which addresses an address may be stored.
 * @returns without its query and fragment; a folder's also with the slash that a host would add
 */
export function candidates({ origin, pathname }: URL): string[] {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (last === 'index.html') return [`${origin}${pathname.slice(0, -last.length)}`];
  return last === '' || last.includes('.') ? [`${origin}${pathname}`] : [`${origin}${pathname}/`];
}
