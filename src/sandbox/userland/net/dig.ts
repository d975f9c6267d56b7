import { parseAddress } from '../../kernel/net/address.ts';
import type { RecordType } from '../../kernel/net/dns.ts';
import { resolverOf } from '../../kernel/net/resolve-name.ts';
import { strftime } from '../text/strftime.ts';
import type { Call } from '../tool/call.ts';
import { askServer, reverseName } from './nslookup.ts';

const VERSION = '9.18.33-1~deb12u2-Debian';

interface Question {
  readonly name: string;
  readonly type: RecordType;
  readonly server: string;
  readonly short: boolean;
}

/** `dig [@server] name [type] [+short]`; a string is what isn't simulated. */
function parse(call: Call, words: readonly string[]): Question | string {
  let name = '';
  let type: RecordType = 'A';
  let server = resolverOf(call.process).servers[0] ?? '127.0.0.1';
  let short = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const upper = word.toUpperCase();
    if (word.startsWith('@')) server = word.slice(1);
    else if (word === '+short') short = true;
    else if (word === '-x') {
      name = reverseName(words[++index] ?? '');
      type = 'PTR';
    } else if (word.startsWith('+') || word.startsWith('-')) return word;
    else if (upper === 'A' || upper === 'AAAA' || upper === 'PTR') type = upper;
    else if (/^(?:ANY|CNAME|MX|NS|SOA|SRV|TXT)$/.test(upper)) return word;
    else if (upper !== 'IN') name = word.replace(/\.$/, '');
  }
  if (name === '') return 'without a name';
  return parseAddress(server) === undefined ? `@${server}` : { name, type, server, short };
}

/** dig of bind9: asks one server, without the search list. */
export async function runDig(call: Call): Promise<number> {
  const { process } = call;
  const question = parse(call, process.argv.slice(1));
  if (typeof question === 'string') {
    await process.err(`drydock: not simulated: dig ${question}\n`);
    return 1;
  }
  const { name, type, server, short } = question;
  const answer = await askServer(call, server, name, type);
  if (answer === undefined) {
    call.print(`;; communications error to ${server}#53: timed out\n;; no servers could be reached\n`);
    return 9;
  }
  const shown = (data: string): string => (type === 'PTR' ? `${data}.` : data);
  if (short) {
    for (const { data } of answer.records) call.print(`${shown(data)}\n`);
    return 0;
  }
  const { random, clock } = process.kernel;
  const count = answer.records.length;
  call.print(
    `\n; <<>> DiG ${VERSION} <<>> ${process.argv.slice(1).join(' ')}\n;; global options: +cmd\n;; Got answer:\n`,
  );
  call.print(`;; ->>HEADER<<- opcode: QUERY, status: ${answer.code}, id: ${random.below(65_536)}\n`);
  call.print(`;; flags: qr rd ra; QUERY: 1, ANSWER: ${count}, AUTHORITY: 0, ADDITIONAL: 0\n\n`);
  call.print(`;; QUESTION SECTION:\n;${`${name}.`.padEnd(23)}\tIN\t${type}\n\n`);
  if (count > 0) {
    const rows = answer.records.map(
      ({ ttl, data }) => `${`${name}.`.padEnd(23)}\t${ttl}\tIN\t${type}\t${shown(data)}\n`,
    );
    call.print(`;; ANSWER SECTION:\n${rows.join('')}\n`);
  }
  call.print(`;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n`);
  call.print(`;; WHEN: ${strftime('%a %b %d %H:%M:%S UTC %Y', clock.now())}\n`);
  const size = 18 + name.length + count * 16;
  call.print(`;; MSG SIZE  rcvd: ${size}\n\n`);
  return 0;
}
