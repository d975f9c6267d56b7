import type { Link } from '../../../kernel/net/link.ts';
import { isIPv6, parseAddress, parseSubnet } from '../../../kernel/net/address.ts';
import { parseAddress6 } from '../../../kernel/net/address6.ts';
import type { Route } from '../../../kernel/net/namespace.ts';
import type { Call } from '../../tool/call.ts';
import { changeAddress, changeLink, changeRoute, IpFailure } from './change.ts';
import { changeRoute6 } from './change6.ts';
import { runNeighbours } from './neighbours.ts';
import { runNetns } from './netns.ts';
import { jsonText, linkValue, routeValue } from './json.ts';
import { byIndex, localTable, route6Line, routeLine, type Shown, showLinks } from './show.ts';

const OBJECTS = ['address', 'link', 'route', 'neighbour', 'neighbor', 'netns', 'rule', 'help', 'tunnel', 'maddress'];

interface Flags {
  family: string | undefined;
  brief: boolean;
  oneLine: boolean;
  statistics: boolean;
  details: boolean;
  json: boolean;
  pretty: boolean;
  netns: string | undefined;
}

/** ip of iproute2 and of BusyBox. */
export async function runIp(call: Call): Promise<number> {
  const rest = [...call.operands];
  const flags: Flags = {
    family: undefined,
    brief: false,
    oneLine: false,
    statistics: false,
    details: false,
    json: false,
    pretty: false,
    netns: undefined,
  };
  for (let word = rest[0]; word?.startsWith('-') === true; word = rest[0]) {
    rest.shift();
    const problem = await takeFlag(call, flags, word, rest);
    if (problem !== undefined) return problem;
  }
  const [object, ...args] = rest;
  if (object === undefined) return call.gnu ? usage(call) : call.misuse();
  const full = OBJECTS.find((name) => name.startsWith(object));
  try {
    if (flags.netns !== undefined) {
      return await runNetns(call, ['exec', flags.netns, call.process.argv[0] ?? 'ip', ...withoutNetns(call.operands)]);
    }
    switch (full) {
      case 'address':
        return await address(call, flags, args);
      case 'link':
        return await link(call, flags, args);
      case 'route':
        return await route(call, flags, args);
      case 'neighbour':
      case 'neighbor':
        return runNeighbours(call, flags, args);
      case 'netns':
        if (call.gnu) return await runNetns(call, args);
        return await call.misuse();
      case 'rule':
        call.print('0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n');
        return 0;
      case 'help':
        return await usage(call);
      case undefined:
        if (!call.gnu) return await call.misuse();
        await call.process.err(`Object "${object}" is unknown, try "ip help".\n`);
        return 1;
      default:
        await call.process.err(`drydock: not simulated: ip ${object}\n`);
        return 1;
    }
  } catch (error) {
    if (!(error instanceof IpFailure)) throw error;
    await call.flush();
    await call.process.err(`${call.gnu ? '' : 'ip: '}${error.message}\n`);
    return error.status;
  }
}

/** The arguments but `-n NAME`. */
function withoutNetns(words: readonly string[]): string[] {
  const at = words.findIndex((word) => /^-+n(?:etns)?$/.test(word));
  return words.filter((_, index) => index !== at && index !== at + 1);
}

async function takeFlag(call: Call, flags: Flags, word: string, rest: string[]): Promise<number | undefined> {
  const name = word.replace(/^-+/, '');
  if (name === '4') flags.family = 'inet';
  else if (name === '6') flags.family = 'inet6';
  else if (name === 'f' || name === 'family') flags.family = rest.shift();
  else if (name === 'o' || 'oneline'.startsWith(name)) flags.oneLine = true;
  else if (!call.gnu) return call.misuse();
  else if (name === 'br' || name === 'brief') flags.brief = true;
  else if (name === 's' || name === 'statistics' || name === 'stats') flags.statistics = true;
  else if (name === 'd' || name === 'details') flags.details = true;
  else if (name === 'n' || name === 'netns') flags.netns = rest.shift();
  else if (name === 'c' || name.startsWith('color') || name === 'r' || name === 'N') return undefined;
  else if (name === 'V' || name === 'Version') {
    call.print('ip utility, iproute2-6.1.0, libbpf 1.1.2\n');
    return 0;
  } else if (name === 'j' || name === 'json') flags.json = true;
  else if (name === 'p' || name === 'pretty') flags.pretty = true;
  else if (name === 'a' || name === 'all' || name === 'b') {
    await call.process.err(`drydock: not simulated: ip ${word}\n`);
    return 1;
  } else {
    await call.process.err(`Option "${word}" is unknown, try "ip -help".\n`);
    return 255;
  }
  return undefined;
}

async function usage(call: Call): Promise<number> {
  if (!call.gnu) return call.misuse();
  await call.process.err(
    'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n' +
      'where  OBJECT := { address | link | neighbour | netns | route | rule }\n' +
      '       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -br[ief] | -o[neline] | -4 | -6 | -n[etns] name }\n',
  );
  return 255;
}

/** The links that `show [dev] X` names; all without a name. */
function selected(call: Call, args: readonly string[]): Link[] {
  const { net } = call.process.namespaces;
  let links = byIndex(net);
  const rest = args.filter((word) => word !== 'dev');
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (word === 'up') links = links.filter(({ up }) => up);
    else if (word === 'type') {
      const type = rest[++index];
      links = links.filter(({ kind }) => kind === type);
    } else if (word === 'master') {
      const master = rest[++index];
      links = links.filter(({ bridge }) => bridge?.name === master);
    } else if (word === 'scope') index++;
    else if (word === 'to') throw new IpFailure('drydock: not simulated: ip addr show to', 1);
    else {
      const link = net.links.get(word);
      if (link === undefined) {
        throw call.gnu
          ? new IpFailure(`Device "${word}" does not exist.`, 1)
          : new IpFailure(`can't find device '${word}'`, call.process.argv.includes('link') ? 2 : 1);
      }
      links = links.filter((candidate) => candidate === link);
    }
  }
  return links;
}

function printLinks(call: Call, args: readonly string[], { json, pretty }: Flags, shown: Shown): void {
  const links = selected(call, args);
  const values = () =>
    jsonText(
      links.map((each) => linkValue(call, each, shown)),
      pretty,
    );
  call.print(json ? values() : showLinks(call, links, shown));
}

const isShow = (word: string | undefined): boolean =>
  word === undefined || 'show'.startsWith(word) || 'list'.startsWith(word) || word === 'lst';

async function address(call: Call, flags: Flags, [verb, ...args]: readonly string[]): Promise<number> {
  if (isShow(verb)) {
    const at = args.indexOf('scope');
    const scope = at === -1 ? undefined : args[at + 1];
    printLinks(call, args, flags, { ...flags, addresses: true, scope });
    return 0;
  }
  changeAddress(call, verb ?? '', args);
  return 0;
}

async function link(call: Call, flags: Flags, [verb, ...args]: readonly string[]): Promise<number> {
  if (isShow(verb)) {
    printLinks(call, args, flags, { ...flags, family: undefined, addresses: false });
    return 0;
  }
  changeLink(call, verb ?? '', args);
  return 0;
}

async function route(call: Call, { json, pretty, family }: Flags, [verb, ...args]: readonly string[]): Promise<number> {
  const { net } = call.process.namespaces;
  if (isShow(verb) && family === 'inet6') {
    const device = args.includes('dev') ? args[args.indexOf('dev') + 1] : undefined;
    const routes = net.routes6().filter(({ link: { name } }) => device === undefined || name === device);
    call.print(json ? jsonText(routes.map(routeValue), pretty) : routes.map((one) => route6Line(call, one)).join(''));
    return 0;
  }
  if (isShow(verb)) {
    const device = args[args.indexOf('dev') + 1];
    const prefix = args.find((word) => word === 'default' || /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/.test(word));
    const wanted = (to: string): boolean => prefix === undefined || to === prefix.replace(/\/32$/, '');
    const table = args.includes('table') ? args[args.indexOf('table') + 1] : 'main';
    if (table === 'local' && call.gnu) {
      call.print(localTable(net));
      return 0;
    }
    if (table !== 'main') {
      throw new IpFailure(`drydock: not simulated: ip route show ${args.join(' ')}`, 1);
    }
    const routes = sortRoutes(net.routes()).filter(
      (one) => (!args.includes('dev') || one.link.name === device) && wanted(one.to),
    );
    call.print(
      json
        ? jsonText(routes.map(routeValue), pretty)
        : routes.map((one) => routeLine(call, one, args.includes('dev'))).join(''),
    );
    return 0;
  }
  if ('get'.startsWith(verb ?? '')) {
    const [to = ''] = args;
    if (parseAddress(to) === undefined && parseAddress6(to) === undefined) {
      throw new IpFailure(
        call.gnu
          ? `Error: any valid prefix is expected rather than "${to}".`
          : `an inet prefix is expected rather than "${to}"`,
        1,
      );
    }
    if (json) {
      call.print(jsonText([routeGet(call, to)], pretty));
      return 0;
    }
    if (net.isLocal(to)) {
      call.print(
        `local ${to} dev lo ${call.gnu ? '' : ' '}src ${to} ${call.gnu ? `uid ${call.process.uid} ` : ''}\n    cache <local> \n`,
      );
      return 0;
    }
    const found = net.routeTo(to);
    if (found === undefined) throw new IpFailure('RTNETLINK answers: Network is unreachable', 2);
    if (isIPv6(to)) {
      const own = found.source ?? found.link.addresses6[0]?.address ?? '';
      const way = found.via === undefined ? '' : `via ${found.via} `;
      const kernel = found.connected ? 'proto kernel ' : '';
      call.print(
        `${to} from :: ${way}dev ${found.link.name} ${kernel}src ${own} metric ${found.metric ?? 1024} pref medium\n`,
      );
      return 0;
    }
    const source = found.source ?? found.link.addresses[0]?.address ?? '';
    const via = found.via === undefined ? '' : `via ${found.via} `;
    call.print(
      `${to} ${via}dev ${found.link.name} ${call.gnu ? '' : ' '}src ${source} ${call.gnu ? `uid ${call.process.uid} ` : ''}\n    cache \n`,
    );
    return 0;
  }
  if (family === 'inet6' || args.some((word) => isIPv6(word))) changeRoute6(call, verb ?? '', args);
  else changeRoute(call, verb ?? '', args);
  return 0;
}

/** `ip -j route get` */
function routeGet({ process }: Call, to: string): Record<string, string | number | readonly string[]> {
  const { net } = process.namespaces;
  const own = { flags: [], uid: process.uid };
  if (net.isLocal(to)) return { type: 'local', dst: to, dev: 'lo', prefsrc: to, ...own, cache: ['local'] };
  const found = net.routeTo(to);
  if (found === undefined) throw new IpFailure('RTNETLINK answers: Network is unreachable', 2);
  const { via, link: out, source = out.addresses[0]?.address ?? '' } = found;
  return { dst: to, ...(via !== undefined && { gateway: via }), dev: out.name, prefsrc: source, ...own, cache: [] };
}

/** Linux lists the default first, then by address. */
const sortRoutes = (routes: readonly Route[]): Route[] =>
  [...routes].sort((a, b) => base(a.to) - base(b.to) || (a.metric ?? 0) - (b.metric ?? 0));

const base = (to: string): number => (to === 'default' ? -1 : (parseSubnet(to)?.base ?? 0));
