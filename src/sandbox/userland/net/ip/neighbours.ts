import type { Link } from '../../../kernel/net/link.ts';
import type { Call } from '../../tool/call.ts';
import { IpFailure } from './change.ts';
import { byIndex } from './show.ts';

/** An entry of the neighbour table; no MAC address where nobody answered. */
export interface Neighbour {
  readonly address: string;
  readonly link: Link;
  readonly mac: string;
}

/** Whom a stack has spoken with. */
export const neighboursOf = (call: Call): Neighbour[] =>
  byIndex(call.process.namespaces.net).flatMap((link) =>
    [...link.known].map(([address, mac]) => ({ address, link, mac })),
  );

/** `ip neigh [show|flush] [dev X]` */
export async function runNeighbours(
  call: Call,
  { brief, json }: { readonly brief: boolean; readonly json: boolean },
  [verb = 'show', ...args]: readonly string[],
): Promise<number> {
  const { net } = call.process.namespaces;
  const device = args.includes('dev') ? args[args.indexOf('dev') + 1] : undefined;
  if (device !== undefined && !net.links.has(device)) throw new IpFailure(`Cannot find device "${device}"`, 1);
  const rows = neighboursOf(call).filter(({ link }) => device === undefined || link.name === device);
  if ('flush'.startsWith(verb)) {
    if (args.length === 0) throw new IpFailure('Flush requires arguments.', 1);
    for (const { link, address } of rows) link.known.delete(address);
    return 0;
  }
  if (!'show'.startsWith(verb) && !'list'.startsWith(verb)) {
    throw new IpFailure(`drydock: not simulated: ip neigh ${verb}`, 1);
  }
  if (json) {
    const list = rows.map(({ address, link, mac }) => ({
      dst: address,
      dev: link.name,
      ...(mac !== '' && { lladdr: mac }),
      state: [mac === '' ? 'FAILED' : 'REACHABLE'],
    }));
    call.print(`${JSON.stringify(list)}\n`);
    return 0;
  }
  for (const row of rows) call.print(line(call, row, { brief, hasDevice: device !== undefined }));
  return 0;
}

function line(
  call: Call,
  { address, link, mac }: Neighbour,
  { brief, hasDevice }: { readonly brief: boolean; readonly hasDevice: boolean },
): string {
  if (brief) return `${address.padEnd(39)} ${link.name.padEnd(16)} ${mac}\n`;
  const where = hasDevice && call.gnu ? address : `${address} dev ${link.name}`;
  if (mac === '') return `${where}${call.gnu ? ' ' : '  used 0/0/0 probes 6 '}FAILED${call.gnu ? ' ' : ''}\n`;
  return call.gnu
    ? `${where} lladdr ${mac} REACHABLE \n`
    : `${where} lladdr ${mac} ref 1 used 0/0/0 probes 1 REACHABLE\n`;
}
