import { decode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { isIPv6, parseAddress } from './address.ts';
import { formatAddress6, isLinkLocal, parseAddress6 } from './address6.ts';
import { findDns } from './connect.ts';
import type { RecordType } from './dns.ts';

/** getaddrinfo(3) failed. */
export class NameError extends Error {
  readonly kind: 'unknown' | 'try-again';

  constructor(kind: NameError['kind']) {
    super(kind === 'unknown' ? 'Name or service not known' : 'Temporary failure in name resolution');
    this.kind = kind;
  }
}

/** Time until a name server counts as silent, and how often it is asked. */
const TIMEOUT = 5_000;
const ATTEMPTS = 2;

function textOf(process: Process, path: string): string {
  try {
    return decode(process.fs.readFile(path));
  } catch (error) {
    if (error instanceof Errno) return '';
    throw error;
  }
}

const fieldsOf = (text: string): string[][] =>
  text.split('\n').map((line) =>
    line
      .replace(/[#;].*/, '')
      .split(/\s+/)
      .filter((word) => word !== ''),
  );

/** Name servers and search domains of /etc/resolv.conf. */
export function resolverOf(process: Process): { servers: string[]; search: string[]; ndots: number } {
  const lines = fieldsOf(textOf(process, '/etc/resolv.conf'));
  const of = (keyword: string) => lines.filter(([first]) => first === keyword).map(([, ...rest]) => rest);
  const ndots = /^ndots:(\d+)$/m.exec(of('options').flat().join('\n'))?.[1];
  return {
    servers: of('nameserver').flatMap(([server = '']) => (parseAddress(server) === undefined ? [] : [server])),
    search: of('search').at(-1) ?? [],
    ndots: Number(ndots ?? 1),
  };
}

export type Family = 'inet' | 'inet6';

/** Whether a process has an address of IPv6 that reaches further than its link. */
const hasIPv6 = (process: Process): boolean =>
  [...process.namespaces.net.links.values()].some(({ up, addresses6 }) =>
    up ? addresses6.some(({ address }) => !isLinkLocal(address)) : false,
  );

/**
 * Addresses of a name: itself, /etc/hosts, then the name servers of /etc/resolv.conf. Those of IPv6 come first where
 * the process has such an address itself; where it has none they are left out.
 *
 * @param family only these
 * @throws {NameError} `unknown`, or `try-again` when no server answers
 */
export async function resolveName(process: Process, name: string, family?: Family): Promise<readonly string[]> {
  if (parseAddress(name) !== undefined) {
    if (family === 'inet6') throw new NameError('unknown');
    return [name];
  }
  const number = parseAddress6(name);
  if (number !== undefined) {
    if (family === 'inet') throw new NameError('unknown');
    return [formatAddress6(number)];
  }
  const withIPv6 = family !== 'inet' && (family === 'inet6' || hasIPv6(process));
  const kinds: RecordType[] = [...(withIPv6 ? ['AAAA' as const] : []), ...(family === 'inet6' ? [] : ['A' as const])];
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const known = fieldsOf(textOf(process, '/etc/hosts'))
    .filter(
      ([address = '', ...names]) =>
        (isIPv6(address)
          ? withIPv6 && (family === 'inet6' || address !== '::1')
          : parseAddress(address) !== undefined && family !== 'inet6') && names.some((n) => n.toLowerCase() === wanted),
    )
    .map(([address = '']) => address)
    .sort((a, b) => Number(isIPv6(b)) - Number(isIPv6(a)));
  if (known.length > 0) return known;
  const { servers, search, ndots } = resolverOf(process);
  const qualified = search.map((domain) => `${wanted}.${domain}`);
  const dots = wanted.split('.').length - 1;
  const candidates = name.endsWith('.') ? [wanted] : dots >= ndots ? [wanted, ...qualified] : [...qualified, wanted];
  let failure: NameError['kind'] = servers.length === 0 ? 'try-again' : 'unknown';
  for (const candidate of candidates) {
    const found: string[] = [];
    for (const kind of kinds) {
      const answer = await ask(process, servers, candidate, kind);
      if (answer === undefined) failure = 'try-again';
      else found.push(...answer);
    }
    if (found.length > 0) return found;
  }
  throw new NameError(failure);
}

/** Asks servers in turn; undefined when none has an answer. */
async function ask(
  process: Process,
  servers: readonly string[],
  name: string,
  kind: RecordType,
): Promise<string[] | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const server of servers) {
      const dns = findDns(process, server)?.dns;
      if (dns === undefined) {
        await process.sleep(TIMEOUT);
        continue;
      }
      const { code, records } = await process.waitFor(dns({ name, type: kind }));
      if (code === 'NOERROR') return records.filter(({ type }) => type === kind).map(({ data }) => data);
      if (code === 'NXDOMAIN') return [];
    }
  }
  return undefined;
}
