import { formatAddress, parseAddress, parseSubnet } from '../net/address.ts';
import type { NetNamespace } from '../net/namespace.ts';
import { directory, file, type VirtualDirectory } from '../virtual-file-system.ts';

/** Little-endian, as /proc/net prints addresses. */
const hex = (address: number): string =>
  formatAddress(address)
    .split('.')
    .reverse()
    .map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'))
    .join('');

function dev(namespace: NetNamespace): string {
  const head =
    'Inter-|   Receive                                                |  Transmit\n' +
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  const lines = [...namespace.links.values()].map(({ name, received, sent }) => {
    const counts = ({ bytes, packets }: { bytes: number; packets: number }) =>
      `${String(bytes).padStart(8)} ${String(packets).padStart(7)}    0    0    0     0          0         0`;
    return `${name.padStart(6)}:${counts(received)} ${counts(sent)}\n`;
  });
  return head + lines.join('');
}

function route(namespace: NetNamespace): string {
  const lines = namespace.routes().map(({ to, via, link, metric = 0 }) => {
    const { base, bits } = parseSubnet(to === 'default' ? '0.0.0.0/0' : to) ?? { base: 0, bits: 0 };
    const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
    const gateway = via === undefined ? 0 : (parseAddress(via) ?? 0);
    return [link.name, hex(base), hex(gateway), via === undefined ? '0001' : '0003', 0, 0, metric, hex(mask), 0, 0, 0];
  });
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
  return [head, ...lines.map((line) => line.join('\t'))].map((line) => `${line.padEnd(127)}\n`).join('');
}

function tcp(namespace: NetNamespace): string {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
  const lines = [...namespace.listeners]
    .filter(({ protocol }) => protocol === 'tcp')
    .map(({ address, port, inode, process }, index) => {
      const local = `${hex(parseAddress(address) ?? 0)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
      const uid = String(process?.credentials.uid ?? 0).padStart(5);
      return `${String(index).padStart(4)}: ${local} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 ${uid}        0 ${inode} 1`;
    });
  return [head, ...lines].map((line) => `${line.padEnd(149)}\n`).join('');
}

/** /proc/PID/net */
export const netDirectory = (namespace: NetNamespace): VirtualDirectory =>
  directory({
    dev: file(() => dev(namespace)),
    route: file(() => route(namespace)),
    tcp: file(() => tcp(namespace)),
  });
