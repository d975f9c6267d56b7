import type { Link } from '../../../kernel/net/link.ts';
import type { Route } from '../../../kernel/net/namespace.ts';
import type { Call } from '../../tool/call.ts';
import {
  addresses6Of,
  scopeOf,
  shownBroadcast,
  flagsOf,
  netnsId,
  otherEnd,
  protocol6,
  queueOf,
  scope6,
  type Shown,
  stateOf,
} from './show.ts';

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** How `ip -j` writes a list; with `-p` as its own printer breaks the lines. */
export const jsonText = (list: readonly Value[], pretty: boolean): string =>
  `${pretty ? prettyText(list, 0) : JSON.stringify(list)}\n`;

function prettyText(value: Value, depth: number): string {
  const pad = ' '.repeat(8 * (depth + 1) - 4 * depth);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]';
    return `[ ${value.map((each: Value) => prettyText(each, depth)).join(',')} ]`;
  }
  if (typeof value !== 'object') return JSON.stringify(value);
  const lines = Object.entries(value).map(([key, each]) => `${pad}"${key}": ${prettyText(each, depth + 2)}`);
  return `{\n${lines.join(',\n')}\n${' '.repeat(4 * (depth + 1))}}`;
}

const FOREVER = 4_294_967_295;

function addressesOf(link: Link, { family, brief }: Shown): Value[] {
  const life = { valid_life_time: FOREVER, preferred_life_time: FOREVER };
  const v4 = link.addresses.map((own): Value => {
    const short = { local: own.address, prefixlen: own.bits };
    if (brief) return short;
    const broadcast = shownBroadcast(link, own);
    const wide = broadcast === '' ? {} : { broadcast };
    return { family: 'inet', ...short, ...wide, scope: scopeOf(link, own), label: link.name, ...life };
  });
  const v6 = addresses6Of(link).map((own): Value => {
    const six = { local: own.address, prefixlen: own.bits };
    const protocol = protocol6(own);
    const origin = protocol === undefined ? {} : { protocol };
    return brief ? six : { family: 'inet6', ...six, scope: scope6(own), ...origin, ...life };
  });
  return [...(family === 'inet6' ? [] : v4), ...(family === 'inet' ? [] : v6)];
}

/** `ip -j addr` and `ip -j link`. */
export function linkValue(call: Call, link: Link, shown: Shown): Value {
  const { addresses, brief, family, statistics } = shown;
  const other = otherEnd(link);
  const isHere = other?.namespace === link.namespace;
  const at: Record<string, Value> =
    other === undefined ? {} : isHere ? { link: other.name } : { link_index: other.index };
  const flags = flagsOf(call, link).split(',');
  const infos = addresses ? { addr_info: addressesOf(link, shown) } : {};
  if (brief) {
    const link_type = addresses ? {} : { address: link.mac, flags };
    return { ...at, ifname: link.name, operstate: stateOf(link), ...link_type, ...infos };
  }
  const long = ['loopback', 'ether', 'dummy'].includes(link.kind);
  const count = ({ bytes, packets }: Link['sent']) => ({ bytes, packets, errors: 0, dropped: 0 });
  return {
    ifindex: link.index,
    ...at,
    ifname: link.name,
    flags,
    mtu: link.mtu,
    qdisc: queueOf(link),
    ...(link.bridge !== undefined && { master: link.bridge.name }),
    operstate: stateOf(link),
    ...(!addresses && { linkmode: 'DEFAULT' }),
    group: 'default',
    ...(long && { txqlen: 1000 }),
    ...(family === undefined && {
      link_type: link.kind === 'loopback' ? 'loopback' : 'ether',
      address: link.mac,
      broadcast: link.kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff',
    }),
    ...(other !== undefined && !isHere && { link_netnsid: netnsId(link) }),
    ...(statistics && {
      stats64: {
        rx: { ...count(link.received), over_errors: 0, multicast: 0 },
        tx: { ...count(link.sent), carrier_errors: 0, collisions: 0 },
      },
    }),
    ...infos,
  };
}

/** A route of `ip -j route`. */
export const routeValue = ({ to, via, link, source, metric, connected }: Route): Value => ({
  dst: to,
  ...(via !== undefined && { gateway: via }),
  dev: link.name,
  ...(connected && { protocol: 'kernel' }),
  ...(via === undefined && to !== 'default' && { scope: 'link' }),
  ...(source !== undefined && { prefsrc: source }),
  ...(metric !== undefined && { metric }),
  flags: connected && !link.running ? ['linkdown'] : [],
});
