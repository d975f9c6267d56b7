/** What a client of HTTP needs of an address. */
export interface WebAddress {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Whether the port is written. */
  readonly explicitPort: boolean;
  /** Path and query; at least `/`. */
  readonly target: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

/** Reads `http://user@host:8080/path?query#part`; undefined when it is malformed. */
export function parseWebAddress(text: string): WebAddress | undefined {
  const [, scheme = 'http', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(text) ?? [];
  const [, authority = '', path = ''] = /^([^/?#]*)([^#]*)/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1)) ?? [];
  if (host === undefined || host === '' || /\s/.test(text) || Number(port ?? 0) > 65_535) return undefined;
  const name = scheme.toLowerCase();
  return {
    scheme: name,
    user: at < 0 ? undefined : decodeURIComponent(authority.slice(0, at)),
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined || port === '' ? (PORTS[name] ?? 80) : Number(port),
    explicitPort: port !== undefined && port !== '',
    target: path.startsWith('/') ? path : `/${path}`,
  };
}

/** `host` or `host:8080`, as the header Host wants it. */
export const hostHeader = ({ host, port, explicitPort, scheme }: WebAddress): string =>
  explicitPort && port !== PORTS[scheme] ? `${host}:${port}` : host;

/** Where a redirect leads to. */
export function redirected(from: string, location: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(location)) return location;
  const [, base = from, path = '/'] = /^((?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?[^/?#]*)([^?#]*)/.exec(from) ?? [];
  if (location.startsWith('/')) return base + location;
  return `${base}${path.slice(0, path.lastIndexOf('/') + 1) || '/'}${location}`;
}
