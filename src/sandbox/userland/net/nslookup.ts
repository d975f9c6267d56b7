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

/** nslookup of BusyBox, and of bind9 with its spaces. */
export async function runNslookup(call: Call): Promise<number> {
  const [name, given] = call.operands;
  if (name === undefined) return call.misuse();
  const { servers, search, ndots } = resolverOf(call.process);
  const server = given ?? servers[0] ?? '127.0.0.1';
  const reverse = parseAddress(name) !== undefined;
  const dots = name.split('.').length - 1;
  const names = reverse
    ? [reverseName(name)]
    : dots >= ndots
      ? [name]
      : [...search.map((domain) => `${name}.${domain}`), name];
  let answers: DnsAnswer[] = [];
  let asked = name;
  for (const candidate of names) {
    const types: readonly RecordType[] = reverse ? ['PTR'] : ['A', 'AAAA'];
    const found = await Promise.all(types.map((type) => askServer(call, server, candidate, type)));
    if (found.includes(undefined)) {
      await call.process.out(
        call.gnu
          ? ';; connection timed out; no servers could be reached\n\n'
          : ';; connection timed out; no servers could be reached\n\n',
      );
      return 1;
    }
    answers = found.filter((answer) => answer !== undefined);
    asked = candidate;
    if (answers.some(({ records }) => records.length > 0)) break;
  }
  const port = call.gnu ? '#53' : ':53';
  call.print(`Server:\t\t${server}\nAddress:\t${server}${port}\n\n`);
  const failed = answers.every(({ code }) => code !== 'NOERROR');
  for (const { code, records } of answers) {
    if (code !== 'NOERROR') {
      call.print(`** server can't find ${asked}: ${code}\n\n`);
      if (call.gnu) break;
      continue;
    }
    if (!call.gnu || records.length > 0) call.print('Non-authoritative answer:\n');
    for (const { type, data } of records) {
      call.print(type === 'PTR' ? `${asked}\tname = ${data}\n` : `Name:\t${asked}\nAddress: ${data}\n`);
    }
    if (!call.gnu || records.length > 0) call.print('\n');
  }
  return failed ? 1 : 0;
}
