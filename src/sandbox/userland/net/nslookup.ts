import { findDns } from '../../kernel/net/connect.ts';
import type { DnsAnswer, RecordType } from '../../kernel/net/dns.ts';
import { parseAddress } from '../../kernel/net/address.ts';
import { resolverOf } from '../../kernel/net/resolve-name.ts';
import type { Call } from '../tool/call.ts';

const TIMEOUT = 5_000;

/** Asks a name server; undefined when none answers. */
export async function askServer(
  call: Call,
  server: string,
  name: string,
  type: RecordType,
): Promise<DnsAnswer | undefined> {
  const { process } = call;
  const dns = findDns(process, server)?.dns;
  if (dns !== undefined) return process.waitFor(dns({ name, type }));
  await process.sleep(TIMEOUT);
  return undefined;
}

/** `4.3.2.1.in-addr.arpa` */
export const reverseName = (address: string): string => `${address.split('.').reverse().join('.')}.in-addr.arpa`;

/** What `-type=` may ask for; of these the simulated name servers know A, AAAA and PTR. */
const TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'PTR', 'NS', 'SOA', 'MX', 'TXT', 'CNAME', 'SRV', 'ANY']);

interface Asked {
  readonly types: readonly string[] | undefined;
  readonly debug: boolean;
  readonly operands: readonly string[];
}

/** `-type=X`, `-debug` and others with one dash; undefined for a wrong one. */
function parse(call: Call): Asked | undefined {
  let types: string[] | undefined;
  let debug = false;
  const operands: string[] = [];
  for (const word of call.operands) {
    const [, type] = /^-+(?:type|querytype|query|t|q)=(.+)$/.exec(word) ?? [];
    if (type !== undefined) types = [...(types ?? []), type.toUpperCase()];
    else if (/^-+deb/.test(word)) debug = true;
    else if (word.startsWith('-') && !/^-+(?:timeout|retry|port)=/.test(word)) return undefined;
    else if (!word.startsWith('-')) operands.push(word);
  }
  return types?.every((type) => TYPES.has(type)) === false ? undefined : { types, debug, operands };
}

interface Found {
  readonly name: string;
  readonly answer: DnsAnswer;
  /** The place of its question. */
  readonly query: number;
}

/** nslookup of BusyBox, and of bind9 with its spaces. */
export async function runNslookup(call: Call): Promise<number> {
  const asked = parse(call);
  const [name, given] = asked?.operands ?? [];
  if (asked === undefined || name === undefined) return call.misuse();
  const { servers } = resolverOf(call.process);
  const server = given ?? servers[0] ?? '127.0.0.1';
  const found = await askAll(call, server, name, asked);
  if (found === undefined) {
    await call.process.out(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  call.print(`Server:\t\t${server}\nAddress:\t${server}${call.gnu ? '#53' : ':53'}\n\n`);
  for (const { name: shown, answer, query } of found) {
    if (asked.debug && !call.gnu) call.print(`Query #${query} completed in 0ms:\n`);
    call.print(answerText(call, shown, answer));
    if (answer.code !== 'NOERROR' && call.gnu) break;
  }
  return found.every(({ answer }) => answer.code !== 'NOERROR') ? 1 : 0;
}

function answerText(call: Call, name: string, { code, records }: DnsAnswer): string {
  if (code !== 'NOERROR') return `** server can't find ${name}: ${code}\n\n`;
  if (call.gnu && records.length === 0) return '';
  const lines = records.map(({ type, data }) =>
    type === 'PTR' ? `${name}\tname = ${data}\n` : `Name:\t${name}\nAddress: ${data}\n`,
  );
  return `Non-authoritative answer:\n${lines.join('')}\n`;
}

/** The answers for the first name of the search list that has some; undefined when the server is silent. */
async function askAll(call: Call, server: string, name: string, { types }: Asked): Promise<Found[] | undefined> {
  const { search, ndots } = resolverOf(call.process);
  const reverse = types === undefined && parseAddress(name) !== undefined;
  const isFull = reverse || name.split('.').length - 1 >= ndots;
  const names = reverse
    ? [reverseName(name)]
    : isFull
      ? [name]
      : [...search.map((domain) => `${name}.${domain}`), name];
  const kinds = types ?? (reverse ? ['PTR'] : ['A', 'AAAA']);
  let found: Found[] = [];
  for (const candidate of names) {
    const answers = await Promise.all(kinds.map((type) => askFor(call, server, candidate, type)));
    if (answers.includes(undefined)) return undefined;
    found = answers.flatMap((answer, query) => (answer === undefined ? [] : [{ name: candidate, answer, query }]));
    if (found.some(({ answer }) => answer.records.length > 0)) break;
  }
  return found;
}

/** Of other types there are no records: what is asked is whether the name is known. */
async function askFor(call: Call, server: string, name: string, type: string): Promise<DnsAnswer | undefined> {
  if (type === 'A' || type === 'AAAA' || type === 'PTR') return askServer(call, server, name, type);
  const known = await askServer(call, server, name, 'AAAA');
  return known === undefined ? undefined : { code: known.code, records: [] };
}
