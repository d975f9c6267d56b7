/**
 * What somebody types into an address bar: `localhost:8080`, `:8080/x`, `8080`, `http://10.0.2.15/`.
 *
 * @returns the whole URL; undefined of what is no address, or of another scheme than http
 */
export function parseAddress(text: string): URL | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const local = trimmed.replace(/^:?(\d{1,5})(?=\/|$)/, 'localhost:$1');
  const whole = /^[a-z][a-z+.-]*:\/\//i.test(local) ? local : `http://${local}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  return url?.protocol === 'http:' ? url : undefined;
}
