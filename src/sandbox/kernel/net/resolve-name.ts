import { decode } from '../bytes.ts';
import { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { parseAddress } from './address.ts';
import { findDns } from './connect.ts';

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

/**
 * IPv4 addresses of a name: itself, /etc/hosts, then the name servers of /etc/resolv.conf.
 *
 * @throws {NameError} `unknown`, or `try-again` when no server answers
 */
export async function resolveName(process: Process, name: string): Promise<readonly string[]> {
  if (parseAddress(name) !== undefined) return [name];
  if (name === '::1') return ['127.0.0.1'];
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const known = fieldsOf(textOf(process, '/etc/hosts'))
    .filter(
      ([address = '', ...names]) =>
        parseAddress(address) !== undefined && names.some((n) => n.toLowerCase() === wanted),
    )
    .map(([address = '']) => address);
  if (known.length > 0) return known;
  const { servers, search, ndots } = resolverOf(process);
  const qualified = search.map((domain) => `${wanted}.${domain}`);
  const dots = wanted.split('.').length - 1;
  const candidates = name.endsWith('.') ? [wanted] : dots >= ndots ? [wanted, ...qualified] : [...qualified, wanted];
  let failure: NameError['kind'] = servers.length === 0 ? 'try-again' : 'unknown';
  for (const candidate of candidates) {
    const answer = await ask(process, servers, candidate);
    if (answer === undefined) failure = 'try-again';
    else if (answer.length > 0) return answer;
  }
  throw new NameError(failure);
}

/** Asks servers in turn; undefined when none has an answer. */
async function ask(process: Process, servers: readonly string[], name: string): Promise<string[] | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const server of servers) {
      const dns = findDns(process, server)?.dns;
      if (dns === undefined) {
        await process.sleep(TIMEOUT);
        continue;
      }
      const { code, records } = await process.waitFor(dns({ name, type: 'A' }));
      if (code === 'NOERROR') return records.filter(({ type }) => type === 'A').map(({ data }) => data);
      if (code === 'NXDOMAIN') return [];
    }
  }
  return undefined;
}
