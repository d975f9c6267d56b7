import { formatAddress, parseAddress } from '../../kernel/net/address.ts';
import type { Link } from '../../kernel/net/link.ts';
import type { Call } from '../tool/call.ts';
import { addresses6Of, scope6 } from './ip/show.ts';

/** `742.0 B`, `1.1 KiB` */
function human(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** ifconfig of BusyBox, for looking. */
export async function runIfconfig(call: Call): Promise<number> {
  const { net } = call.process.namespaces;
  const [name, ...rest] = call.operands;
  if (rest.length > 0) {
    await call.process.err(`drydock: not simulated: ifconfig ${call.operands.join(' ')}\n`);
    return 1;
  }
  const links = [...net.links.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const found =
    name === undefined ? links.filter(({ up }) => up || call.has('a')) : links.filter((link) => link.name === name);
  if (name !== undefined && found.length === 0) {
    return call.die(`${name}: error fetching interface information: Device not found`);
  }
  for (const link of found) call.print(block(link));
  return 0;
}

function block(link: Link): string {
  const pad = ' '.repeat(10);
  const loop = link.kind === 'loopback';
  const lines = [loop ? 'Link encap:Local Loopback  ' : `Link encap:Ethernet  HWaddr ${link.mac.toUpperCase()}  `];
  const [own] = link.addresses;
  if (own !== undefined) {
    const mask = own.bits === 0 ? 0 : (0xffffffff << (32 - own.bits)) >>> 0;
    const wide = formatAddress((((parseAddress(own.address) ?? 0) & mask) | (~mask >>> 0)) >>> 0);
    lines.push(`inet addr:${own.address}${loop ? '' : `  Bcast:${wide}`}  Mask:${formatAddress(mask)}`);
  }
  for (const six of addresses6Of(link)) {
    const scope = { host: 'Host', link: 'Link', global: 'Global' }[scope6(six)];
    lines.push(`inet6 addr: ${six.address}/${six.bits} Scope:${scope}`);
  }
  const flags = loop
    ? 'UP LOOPBACK RUNNING'
    : `${link.up ? 'UP ' : ''}BROADCAST ${link.running ? 'RUNNING ' : ''}MULTICAST`;
  lines.push(
    `${flags}  MTU:${link.mtu}  Metric:1`,
    `RX packets:${link.received.packets} errors:0 dropped:0 overruns:0 frame:0`,
    `TX packets:${link.sent.packets} errors:0 dropped:0 overruns:0 carrier:0`,
    `collisions:0 txqueuelen:${loop ? '1000' : '0'} `,
    `RX bytes:${link.received.bytes} (${human(link.received.bytes)})  TX bytes:${link.sent.bytes} (${human(link.sent.bytes)})`,
  );
  return `${lines.map((line, index) => `${index === 0 ? link.name.padEnd(10) : pad}${line}\n`).join('')}\n`;
}
