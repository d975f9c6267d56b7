/** @returns the address under which a file is stored: without query and fragment; a folder's with its slash */
export function storedAddress({ origin, pathname }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (last === 'index.html') return `${origin}${pathname.slice(0, -last.length)}`;
  return last === '' || last.includes('.') ? `${origin}${pathname}` : `${origin}${pathname}/`;
}
