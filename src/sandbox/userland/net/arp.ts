import type { Call } from '../tool/call.ts';
import { neighboursOf, type Neighbour } from './ip/neighbours.ts';

/** arp of net-tools and of BusyBox, for looking. */
export async function runArp(call: Call): Promise<number> {
  for (const key of ['d', 's', 'f']) {
    if (!call.has(key)) continue;
    await call.process.err(`drydock: not simulated: arp -${key}\n`);
    return 1;
  }
  const device = call.value('i');
  const [host] = call.operands;
  const rows = neighboursOf(call).filter(
    ({ link, address }) => (device === undefined || link.name === device) && (host === undefined || address === host),
  );
  if (host !== undefined && rows.length === 0) {
    call.print(
      call.gnu ? `${host} (${host}) -- no entry\n` : `No match found in ${neighboursOf(call).length} entries\n`,
    );
    return call.gnu ? 1 : 0;
  }
  if (call.gnu && !call.has('a') && rows.length > 0) {
    call.print('Address                  HWtype  HWaddress           Flags Mask            Iface\n');
  }
  for (const row of rows) call.print(call.gnu && !call.has('a') ? wide(row) : short(row));
  return 0;
}

const short = ({ address, link, mac }: Neighbour): string =>
  mac === ''
    ? `? (${address}) at <incomplete>  on ${link.name}\n`
    : `? (${address}) at ${mac} [ether]  on ${link.name}\n`;

const wide = ({ address, link, mac }: Neighbour): string =>
  mac === ''
    ? `${address.padEnd(24)}         (incomplete)                              ${link.name}\n`
    : `${address.padEnd(24)} ether   ${mac.padEnd(19)} C                     ${link.name}\n`;
