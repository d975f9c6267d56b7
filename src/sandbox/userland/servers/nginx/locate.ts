import type { NginxLocation, NginxServer } from './config.ts';

/** The server for a port and a name: exact, `*.x`, `x.*`, a regular expression, then the port's default. */
export function findServer(servers: readonly NginxServer[], port: number, host: string): NginxServer | undefined {
  const here = servers.filter(({ listens }) => listens.some((listen) => listen.port === port));
  const exact = here.find(({ names }) => names.includes(host));
  const wild = here.find(({ names }) => names.some((name) => matchesWildcard(name, host)));
  const pattern = here.find(({ names }) =>
    names.some((name) => name.startsWith('~') && new RegExp(name.slice(1)).test(host)),
  );
  const byDefault = here.find(({ listens }) => listens.some((listen) => listen.port === port && listen.isDefault));
  return exact ?? wild ?? pattern ?? byDefault ?? here[0];
}

const matchesWildcard = (name: string, host: string): boolean =>
  (name.startsWith('*.') && host.endsWith(name.slice(1))) ||
  (name.startsWith('.') && (host === name.slice(1) || host.endsWith(name))) ||
  (name.endsWith('.*') && host.startsWith(name.slice(0, -1)));

export interface Located {
  readonly location: NginxLocation;
  /** Groups of a regular expression. */
  readonly groups: readonly string[];
}

/** The location of a path: `=`, then the longest prefix unless a regular expression comes first. */
export function findLocation(locations: readonly NginxLocation[], uri: string): Located | undefined {
  const exact = locations.find(({ kind, path }) => kind === '=' && path === uri);
  if (exact !== undefined) return { location: exact, groups: [] };
  const prefix = locations
    .filter(({ kind, path }) => (kind === '' || kind === '^~') && uri.startsWith(path))
    .reduce<NginxLocation | undefined>(
      (best, candidate) => (best === undefined || candidate.path.length > best.path.length ? candidate : best),
      undefined,
    );
  const inside = prefix === undefined ? undefined : findLocation(prefix.nested, uri);
  if (inside !== undefined) return inside;
  if (prefix?.kind !== '^~') {
    for (const location of locations) {
      if (location.kind !== '~' && location.kind !== '~*') continue;
      const match = new RegExp(location.path, location.kind === '~*' ? 'i' : '').exec(uri);
      if (match !== null) return { location, groups: match.slice(1).map((group) => group ?? '') };
    }
  }
  return prefix && { location: prefix, groups: [] };
}
