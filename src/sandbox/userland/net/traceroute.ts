import { Errno } from '../../kernel/errno.ts';
import { findDns, trace } from '../../kernel/net/connect.ts';
import { NameError, resolveName, resolverOf } from '../../kernel/net/resolve-name.ts';
import type { Call } from '../tool/call.ts';
import { reverseName } from './nslookup.ts';

/** Seconds that a probe waits for an answer. */
const WAIT = { gnu: 5, busybox: 5 } as const;

/** traceroute: the routers on the way, each asked some times. */
export async function runTraceroute(call: Call): Promise<number> {
  const { process } = call;
  const [host] = call.operands;
  if (host === undefined) return call.misuse();
  let address = '';
  try {
    [address = ''] = await resolveName(process, host);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    if (!call.gnu) return call.die(`bad address '${host}'`);
    return call.die(`${host}: ${error.message}\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc 1)`, 2);
  }
  const most = Number(call.value('m') ?? 30);
  const size = call.gnu ? '60 byte packets' : '46 byte packets';
  await process.out(`traceroute to ${host} (${address}), ${most} hops max, ${size}\n`);
  try {
    const hops = trace(process, address);
    if (hops === undefined) await silence(call, most);
    else for (const [index, hop] of hops.slice(0, most).entries()) await process.out(await line(call, index + 1, hop));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'EHOSTUNREACH') await silence(call, most);
    else return call.die(call.gnu ? `connect: ${error.message}` : `sendto: ${error.message}`);
  }
  return 0;
}

async function silence(call: Call, most: number): Promise<void> {
  const { process } = call;
  const probes = Number(call.value('q') ?? 3);
  const wait = Number(call.value('w') ?? WAIT[call.flavour]) * 1000;
  for (let hop = 1; hop <= most; hop++) {
    await process.out(`${String(hop).padStart(2)} `);
    for (let probe = 0; probe < probes; probe++) {
      await process.sleep(wait, { interruptible: true });
      await process.out(call.gnu ? ' *' : ' *');
    }
    await process.out('\n');
  }
}

async function line(call: Call, hop: number, address: string): Promise<string> {
  const { random } = call.process.kernel;
  const probes = Number(call.value('q') ?? 3);
  const times = Array.from({ length: probes }, () => `  ${((2 + random.below(60)) / 1000).toFixed(3)} ms`);
  const name = call.has('n') ? address : ((await nameOf(call, address)) ?? address);
  const shown = call.has('n') ? address : `${name} (${address})`;
  return `${String(hop).padStart(2)}  ${shown}${times.join('')}\n`;
}

async function nameOf(call: Call, address: string): Promise<string | undefined> {
  const { process } = call;
  for (const server of resolverOf(process).servers) {
    const dns = findDns(process, server)?.dns;
    const answer = dns && (await process.waitFor(dns({ name: reverseName(address), type: 'PTR' })));
    if (answer?.code === 'NOERROR') return answer.records[0]?.data;
  }
  return undefined;
}
