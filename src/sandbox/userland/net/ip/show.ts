import type { Link, LinkAddress } from '../../../kernel/net/link.ts';
import { formatAddress, parseAddress } from '../../../kernel/net/address.ts';
import { isLinkLocal } from '../../../kernel/net/address6.ts';
import type { NetNamespace, Route } from '../../../kernel/net/namespace.ts';
import type { Call } from '../../tool/call.ts';

/** What `ip addr` and `ip link` show. */
export interface Shown {
  /** `global`, `host` or `link`: only addresses of it. */
  readonly scope?: string | undefined;
  readonly addresses: boolean;
  readonly brief: boolean;
  readonly oneLine: boolean;
  readonly family: string | undefined;
  readonly statistics: boolean;
  readonly details: boolean;
}

export const flagsOf = (call: Call, link: Link): string => {
  const flags: string[] = [];
  if (link.up && !link.running) flags.push('NO-CARRIER');
  if (link.kind === 'loopback') flags.push('LOOPBACK');
  else {
    flags.push('BROADCAST');
    flags.push(link.kind === 'dummy' || link.isRouted ? 'NOARP' : 'MULTICAST');
  }
  if (link.up) flags.push('UP');
  if (link.running) flags.push('LOWER_UP');
  if (!call.gnu && link.kind === 'veth') flags.push('M-DOWN');
  return flags.join(',');
};

export const stateOf = (link: Link): string =>
  link.kind === 'loopback' || link.kind === 'dummy' ? (link.up ? 'UNKNOWN' : 'DOWN') : link.running ? 'UP' : 'DOWN';

export const otherEnd = ({ kind, parent, peer }: Link): Link | undefined =>
  parent ?? (kind === 'veth' ? peer : undefined);

/** `eth0@if5`: the peer or parent by its name where it is in the same namespace, else by its number. */
export function linkName(link: Link): string {
  const other = otherEnd(link);
  if (other === undefined) return link.name;
  return `${link.name}@${other.namespace === link.namespace ? other.name : `if${other.index}`}`;
}

export const byIndex = (namespace: NetNamespace): Link[] =>
  [...namespace.links.values()].sort((a, b) => a.index - b.index);

/** '' where an address has none: on a loopback, for two hosts, and where nobody asked for one. */
export const shownBroadcast = ({ kind }: Link, own: LinkAddress): string =>
  own.broadcast ?? (kind === 'loopback' || own.bits > 30 ? '' : broadcastOf(own));

/** What was added to a loopback is no address of the machine itself, unless it looks like one. */
export const scopeOf = ({ kind }: Link, { address }: LinkAddress): 'host' | 'global' =>
  kind === 'loopback' && address.startsWith('127.') ? 'host' : 'global';

export const broadcastOf = ({ address, bits }: LinkAddress): string => {
  const number = parseAddress(address) ?? 0;
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return formatAddress((number | (~mask >>> 0)) >>> 0);
};

/** Addresses of IPv6: those of the link, or the one that a loopback has as long as IPv6 isn't switched off. */
export function addresses6Of(link: Link): readonly LinkAddress[] {
  if (link.kind !== 'loopback') return link.addresses6;
  const isOn = link.up && link.namespace.sysctls.get('ipv6/conf/all/disable_ipv6') !== '1';
  return isOn ? [{ address: '::1', bits: 128 }, ...link.addresses6] : link.addresses6;
}

export const scope6 = ({ address }: LinkAddress): 'host' | 'link' | 'global' =>
  address === '::1' ? 'host' : isLinkLocal(address) ? 'link' : 'global';

/** Who gave an address: the kernel itself, to a loopback and to a link that came up. */
export const protocol6 = (own: LinkAddress): 'kernel_lo' | 'kernel_ll' | undefined =>
  own.address === '::1' ? 'kernel_lo' : isLinkLocal(own.address) ? 'kernel_ll' : undefined;

export function showLinks(call: Call, links: readonly Link[], shown: Shown): string {
  if (shown.brief) return links.map((link) => brief(call, link, shown)).join('');
  if (shown.oneLine && shown.addresses) return links.map((link) => oneLine(call, link, shown)).join('');
  const text = links.map((link) => full(call, link, shown));
  return shown.oneLine ? text.map((block) => `${block.trimEnd().replaceAll('\n', '\\')}\n`).join('') : text.join('');
}

function brief(call: Call, link: Link, { addresses, family }: Shown): string {
  const head = `${linkName(link).padEnd(16)} ${stateOf(link).padEnd(14)} `;
  if (!addresses) return `${head}${link.mac} <${flagsOf(call, link)}> \n`;
  const v4 = family === 'inet6' ? [] : link.addresses.map(({ address, bits }) => `${address}/${bits}`);
  const v6 = family === 'inet' ? [] : addresses6Of(link).map(({ address, bits }) => `${address}/${bits}`);
  return `${head}${[...v4, ...v6].map((address) => `${address} `).join('')}\n`;
}

function oneLine(call: Call, link: Link, { family, scope }: Shown): string {
  const lines = addressLines(call, link, family, scope).map(
    ([first, second]) => `${link.index}: ${link.name}    ${first}\\       ${second}\n`,
  );
  return lines.join('');
}

function addressLines(
  call: Call,
  link: Link,
  family: string | undefined,
  wanted: string | undefined,
): [string, string][] {
  const forever = 'valid_lft forever preferred_lft forever';
  const v4 = link.addresses.flatMap((own): [string, string][] => {
    const broadcast = shownBroadcast(link, own);
    const wide = broadcast === '' ? '' : ` brd ${broadcast}`;
    const scope = scopeOf(link, own);
    if (wanted !== undefined && wanted !== scope) return [];
    return [[`inet ${own.address}/${own.bits}${wide} scope ${scope} ${link.name}`, forever]];
  });
  const v6 = addresses6Of(link).flatMap((own): [string, string][] => {
    const scope = scope6(own);
    if (wanted !== undefined && wanted !== scope) return [];
    // Nobody looked whether another one has an address that the engine gave.
    const flags = scope === 'global' && link.kind !== 'bridge' ? (call.gnu ? 'nodad ' : 'flags 02 ') : '';
    const protocol = call.gnu ? protocol6(own) : undefined;
    const origin = protocol === undefined ? '' : `proto ${protocol} `;
    return [[`inet6 ${own.address}/${own.bits} scope ${scope} ${origin}${flags}`, forever]];
  });
  return [...(family === 'inet6' ? [] : v4), ...(family === 'inet' ? [] : v6)];
}

export const queueOf = (link: Link): string => (link.up ? (link.kind === 'ether' ? 'fq_codel' : 'noqueue') : 'noop');

function full(call: Call, link: Link, shown: Shown): string {
  const { addresses, family } = shown;
  const length = link.kind === 'loopback' || link.kind === 'ether' || link.kind === 'dummy' ? 'qlen 1000' : '';
  const master = link.bridge === undefined ? '' : ` master ${link.bridge.name}`;
  const queue = !call.gnu && family === 'inet6' ? '' : `qdisc ${queueOf(link)}`;
  let head = `${link.index}: ${linkName(link)}: <${flagsOf(call, link)}> mtu ${link.mtu} ${queue}${master}${master === '' && queue === '' ? '' : ' '}`;
  const other = otherEnd(link);
  const away = other !== undefined && other.namespace !== link.namespace;
  const peer = away && call.gnu ? ` link-netnsid ${netnsId(link)}` : '';
  if (call.gnu) head += `state ${stateOf(link)} ${addresses ? '' : 'mode DEFAULT '}group default `;
  const onlyV4 = family !== undefined;
  head += `${length}${onlyV4 && call.gnu ? peer : ''}`;
  if (!call.gnu && length !== '') head = head.trimEnd();
  const kind = link.kind === 'loopback' ? 'loopback' : 'ether';
  const wide = link.kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff';
  const lines = [head];
  if (!onlyV4) lines.push(`    link/${kind} ${link.mac} brd ${wide}${peer}`);
  if (shown.details && call.gnu && link.kind !== 'loopback') lines.push(`    ${link.kind} `);
  if (addresses) {
    for (const [first, second] of addressLines(call, link, family, shown.scope))
      lines.push(`    ${first}`, `       ${second}`);
  }
  if (shown.statistics) lines.push(...statistics(link));
  const isBare = lines.length === (onlyV4 ? 1 : 2);
  if (addresses && shown.scope !== undefined && isBare) return '';
  return addresses && onlyV4 && lines.length === 1 ? '' : `${lines.join('\n')}\n`;
}

/** Ids of foreign namespaces, as `link-netnsid` counts them: in the order of links. */
export function netnsId(link: Link): number {
  const others = byIndex(link.namespace)
    .map((each) => otherEnd(each)?.namespace)
    .filter((namespace) => namespace !== undefined && namespace !== link.namespace);
  return [...new Set(others)].indexOf(otherEnd(link)?.namespace);
}

function statistics({ received, sent }: Link): string[] {
  const row = (bytes: number, packets: number) =>
    `    ${String(bytes).padStart(10)} ${String(packets).padStart(7)}       0       0       0       0 `;
  return [
    '    RX:  bytes packets errors dropped  missed   mcast           ',
    row(received.bytes, received.packets),
    '    TX:  bytes packets errors dropped carrier collsns           ',
    row(sent.bytes, sent.packets),
  ];
}

/** A line of `ip -6 route`. */
export function route6Line(call: Call, { to, via, link, metric = 1024, connected }: Route): string {
  const way = `${to} ${via === undefined ? '' : `via ${via} `}dev ${link.name} `;
  if (!call.gnu) return `${way} metric ${metric} \n`;
  return `${way}${connected ? 'proto kernel ' : ''}metric ${metric} pref medium\n`;
}

/** A line of `ip route`; with `dev X` in the question the device is not told. */
export function routeLine(call: Call, { to, via, link, source, metric, connected }: Route, hasDevice: boolean): string {
  const words = [to];
  if (via !== undefined) words.push(`via ${via}`);
  if (!hasDevice || !call.gnu) words.push(`dev ${link.name}`);
  if (call.gnu) {
    if (connected) words.push('proto kernel');
    if (via === undefined && to !== 'default') words.push('scope link');
    if (source !== undefined) words.push(`src ${source}`);
    if (metric !== undefined) words.push(`metric ${metric}`);
    if (connected && !link.running) words.push('linkdown');
    return `${words.join(' ')} \n`;
  }
  if (via === undefined && to !== 'default') words.push('scope link');
  const tail = source === undefined ? '' : ` src ${source}`;
  return `${words.join(' ')} ${tail}${tail === '' ? '' : ' '}${metric === undefined ? '' : ` metric ${metric} `}\n`;
}

/** `ip route show table local`: what ends here. */
export function localTable(namespace: NetNamespace): string {
  const lines = byIndex(namespace).flatMap((link) =>
    link.up
      ? link.addresses.flatMap((own) => {
          const tail = `dev ${link.name} proto kernel scope`;
          const loop = link.kind === 'loopback';
          return [
            ...(loop ? [`local 127.0.0.0/8 ${tail} host src ${own.address} \n`] : []),
            `local ${own.address} ${tail} host src ${own.address} \n`,
            ...(own.bits < 31 ? [`broadcast ${broadcastOf(own)} ${tail} link src ${own.address} \n`] : []),
          ];
        })
      : [],
  );
  return lines.join('');
}
