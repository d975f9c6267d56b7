import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import type { Process } from '../../../kernel/process.ts';
import { type Directive, Emergency } from './syntax.ts';

/** A block of directives that inherits from the one around it. */
export class Block {
  readonly directives: readonly Directive[];
  readonly parent: Block | undefined;

  constructor(directives: readonly Directive[], parent?: Block) {
    this.directives = directives;
    this.parent = parent;
  }

  own(name: string): Directive[] {
    return this.directives.filter((directive) => directive.name === name);
  }

  /** All of a name at the innermost level that has one. */
  all(name: string): Directive[] {
    const own = this.own(name);
    return own.length > 0 || this.parent === undefined ? own : this.parent.all(name);
  }

  /** Arguments of the innermost one. */
  args(name: string): readonly string[] | undefined {
    return this.all(name).at(-1)?.args;
  }

  value(name: string): string | undefined {
    return this.args(name)?.[0];
  }
}

export interface NginxLocation {
  /** '' prefix, `=`, `^~`, `~`, `~*`, `@`. */
  readonly kind: string;
  readonly path: string;
  readonly block: Block;
  readonly nested: readonly NginxLocation[];
}

export interface Listen {
  readonly address: string;
  readonly port: number;
  readonly isDefault: boolean;
  /** As the log names it. */
  readonly shown: string;
}

export interface NginxServer {
  readonly listens: readonly Listen[];
  readonly names: readonly string[];
  readonly block: Block;
  readonly locations: readonly NginxLocation[];
}

export interface Upstream {
  readonly servers: readonly { readonly host: string; readonly port: number }[];
}

export interface Configuration {
  readonly main: Block;
  readonly http: Block;
  readonly servers: readonly NginxServer[];
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Addresses of names of upstreams, looked up when the configuration is read. */
  readonly resolved: ReadonlyMap<string, readonly string[]>;
  readonly types: ReadonlyMap<string, string>;
}

/** @throws {Emergency} */
export async function buildConfiguration(process: Process, directives: readonly Directive[]): Promise<Configuration> {
  const main = new Block(directives);
  const [httpDirective] = main.own('http');
  const http = new Block(httpDirective?.block ?? [], main);
  const upstreams = new Map(http.own('upstream').map((upstream) => readUpstream(upstream)));
  const servers = http.own('server').map((server) => readServer(server, http));
  const resolved = new Map<string, readonly string[]>();
  for (const upstream of http.own('upstream')) {
    for (const { name, args, place } of upstream.block ?? []) {
      if (name === 'server') await resolveAt(process, hostOf(args[0] ?? ''), resolved, args[0] ?? '', place);
    }
  }
  for (const server of servers) await resolveProxies(process, server.locations, upstreams, resolved);
  return { main, http, servers, upstreams, resolved, types: readTypes(http) };
}

const hostOf = (authority: string): string => authority.replace(/:\d+$/, '');

async function resolveAt(
  process: Process,
  host: string,
  resolved: Map<string, readonly string[]>,
  shown: string,
  place: string,
): Promise<void> {
  if (resolved.has(host)) return;
  try {
    resolved.set(host, await resolveName(process, host));
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new Emergency(`host not found in upstream "${shown}" in ${place}`);
  }
}

async function resolveProxies(
  process: Process,
  locations: readonly NginxLocation[],
  upstreams: ReadonlyMap<string, Upstream>,
  resolved: Map<string, readonly string[]>,
): Promise<void> {
  for (const { block, nested } of locations) {
    for (const { args, place } of block.own('proxy_pass')) {
      const [url = ''] = args;
      if (!/^https?:\/\//.test(url)) throw new Emergency(`invalid URL prefix in ${place}`);
      const authority = /^https?:\/\/([^/]*)/.exec(url)?.[1] ?? '';
      if (authority.includes('$') || upstreams.has(authority)) continue;
      await resolveAt(process, hostOf(authority), resolved, hostOf(authority), place);
    }
    await resolveProxies(process, nested, upstreams, resolved);
  }
}

function readUpstream({ args, block = [], place }: Directive): [string, Upstream] {
  const servers = block
    .filter(({ name }) => name === 'server')
    .map((server) => {
      const [, host = '', port = '80'] = /^(.*?)(?::(\d+))?$/.exec(server.args[0] ?? '') ?? [];
      return { host, port: Number(port) };
    });
  if (servers.length === 0) throw new Emergency(`no servers are inside upstream in ${place}`);
  return [args[0] ?? '', { servers }];
}

function readListen({ args, place }: Directive): Listen {
  const [text = ''] = args;
  const isDefault = args.includes('default_server') || args.includes('default');
  if (text.startsWith('unix:')) throw new Emergency(`drydock: not simulated: listen ${text} in ${place}`);
  const [, address, port] = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(text) ?? [];
  if (port === undefined) {
    if (/^[\d.]+$/.test(text) || text === 'localhost')
      return { address: text === 'localhost' ? '127.0.0.1' : text, port: 80, isDefault, shown: `${text}:80` };
    throw new Emergency(`host not found in "${text}" of the "listen" directive in ${place}`);
  }
  if (Number(port) < 1 || Number(port) > 65_535) {
    throw new Emergency(`invalid port in "${text}" of the "listen" directive in ${place}`);
  }
  const host = address === undefined || address === '*' ? '0.0.0.0' : address;
  const plain = host.replace(/^\[|\]$/g, '');
  return {
    address: plain === 'localhost' ? '127.0.0.1' : plain,
    port: Number(port),
    isDefault,
    shown: `${host}:${port}`,
  };
}

function readServer({ block = [], place }: Directive, http: Block): NginxServer {
  const inside = new Block(block, http);
  const listens = inside.own('listen').map(readListen);
  for (const { args } of inside.own('listen')) {
    if (args.includes('ssl')) throw new Emergency(`drydock: not simulated: ssl in ${place}`);
  }
  return {
    listens: listens.length > 0 ? listens : [{ address: '0.0.0.0', port: 80, isDefault: false, shown: '0.0.0.0:80' }],
    names: inside.own('server_name').flatMap(({ args }) => args),
    block: inside,
    locations: readLocations(inside),
  };
}

function readLocations(block: Block): NginxLocation[] {
  const seen = new Set<string>();
  return block.own('location').map(({ args, block: inside = [], place }) => {
    const [first = '', second] = args;
    const [, joined = '', rest = ''] = /^(=|\^~|~\*|~|@)?(.*)$/s.exec(first) ?? [];
    const kind = second === undefined ? joined : first;
    const path = second ?? (joined === '@' ? first : rest);
    if (!['', '=', '^~', '~', '~*', '@'].includes(kind))
      throw new Emergency(`invalid location modifier "${kind}" in ${place}`);
    if (seen.has(`${kind} ${path}`)) throw new Emergency(`duplicate location "${path}" in ${place}`);
    seen.add(`${kind} ${path}`);
    const own = new Block(inside, block);
    return { kind, path, block: own, nested: readLocations(own) };
  });
}

const COMMON_TYPES =
  'html=text/html htm=text/html css=text/css xml=text/xml gif=image/gif jpeg=image/jpeg jpg=image/jpeg js=application/javascript ' +
  'txt=text/plain png=image/png svg=image/svg+xml webp=image/webp ico=image/x-icon json=application/json pdf=application/pdf zip=application/zip';

function readTypes(http: Block): Map<string, string> {
  const types = new Map(COMMON_TYPES.split(' ').map((entry) => entry.split('=') as [string, string]));
  const [own] = http.own('types');
  if (own !== undefined) types.clear();
  for (const { name, args } of own?.block ?? []) for (const extension of args) types.set(extension, name);
  return types;
}
