import { parseAddress } from '../../kernel/net/address.ts';
import type { RecordType } from '../../kernel/net/dns.ts';
import { resolverOf } from '../../kernel/net/resolve-name.ts';
import type { Call } from '../tool/call.ts';
import { askServer, reverseName } from './nslookup.ts';

/** host of bind9. */
export async function runHost(call: Call): Promise<number> {
  const [name, given] = call.operands;
  if (name === undefined) return call.misuse();
  const server = given ?? resolverOf(call.process).servers[0] ?? '127.0.0.1';
  const reverse = parseAddress(name) !== undefined;
  const asked = reverse ? reverseName(name) : name;
  const type = call.value('t')?.toUpperCase();
  if (type !== undefined && type !== 'A' && type !== 'AAAA' && type !== 'PTR') {
    await call.process.err(`drydock: not simulated: host -t ${type}\n`);
    return 1;
  }
  if (given !== undefined) {
    call.print(`Using domain server:\nName: ${server}\nAddress: ${server}#53\nAliases: \n\n`);
  }
  const types: readonly RecordType[] = type !== undefined ? [type] : reverse ? ['PTR'] : ['A', 'AAAA'];
  let found = 0;
  for (const each of types) {
    const answer = await askServer(call, server, asked, each);
    if (answer === undefined) {
      call.print(';; connection timed out; no servers could be reached\n');
      return 1;
    }
    if (answer.code !== 'NOERROR') {
      const code = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5 }[answer.code];
      call.print(`Host ${reverse ? `${asked}.` : name} not found: ${code}(${answer.code})\n`);
      return 1;
    }
    for (const { data, type: kind } of answer.records) {
      const words = { A: 'has address', AAAA: 'has IPv6 address', PTR: 'domain name pointer' }[kind];
      call.print(`${asked} ${words} ${data}${kind === 'PTR' ? '.' : ''}\n`);
    }
    found += answer.records.length;
  }
  if (found === 0 && type !== undefined) call.print(`${name} has no ${type} record\n`);
  return 0;
}
