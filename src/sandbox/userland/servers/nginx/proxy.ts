import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import { LATE, within } from '../../net/within.ts';
import { numberedError } from '../errno-number.ts';
import type { Answer } from './answer.ts';
import type { NginxLocation } from './config.ts';
import type { Exchange } from './exchange.ts';
import { type Logs, logError } from './log.ts';

/** How often each upstream was asked: round robin. */
const turns = new WeakMap<object, number>();

const OWN_HEADERS = new Set(['server', 'date', 'connection', 'transfer-encoding', 'keep-alive', 'x-accel-redirect']);
const TIMEOUT = 60_000;

/** Passes a request on to the server behind. */
export async function proxy(exchange: Exchange, logs: Logs, location: NginxLocation, url: string): Promise<Answer> {
  const { configuration, request, worker } = exchange;
  const [, scheme = 'http', authority = '', uri] = /^(https?):\/\/([^/]*)(\/.*)?$/s.exec(exchange.expand(url)) ?? [];
  const upstream = configuration.upstreams.get(authority);
  const servers = upstream?.servers ?? [
    { host: authority.replace(/:\d+$/, ''), port: Number(/:(\d+)$/.exec(authority)?.[1] ?? 80) },
  ];
  // Each address of each name is a peer of its own.
  const peers = servers.flatMap(({ host, port }) =>
    (configuration.resolved.get(host) ?? ['']).map((address) => ({ host, port, address })),
  );
  const turn = turns.get(upstream ?? location) ?? 0;
  turns.set(upstream ?? location, turn + 1);
  const { host, port, address } = peers[turn % peers.length] ?? { host: authority, port: 80, address: '' };
  const prefix = location.kind === '' || location.kind === '^~' || location.kind === '=';
  const rewritten =
    uri !== undefined && prefix && !url.includes('$') ? uri + exchange.uri.slice(location.path.length) : uri;
  const query = exchange.args === '' ? '' : `?${exchange.args}`;
  const target =
    rewritten === undefined ? request.target : `${encodeURI(rewritten)}${rewritten.includes('?') ? '' : query}`;
  const fail = (status: number, words: string, ip: string): Answer => {
    logError(logs, exchange, 'error', words, `, upstream: "${scheme}://${ip}:${port}${target}"`);
    return { status };
  };
  let ip = address;
  if (ip === '') {
    try {
      ip = (await resolveName(worker, host))[0] ?? '';
    } catch (error) {
      if (!(error instanceof NameError)) throw error;
      logError(logs, exchange, 'error', `${host} could not be resolved (3: Host not found)`);
      return { status: 502 };
    }
  }
  const headers: Record<string, string> = { ...request.headers, host: authority, connection: 'close' };
  for (const { args } of exchange.block.all('proxy_set_header')) {
    const [name = '', value = ''] = args;
    const expanded = exchange.expand(value);
    if (expanded === '') delete headers[name.toLowerCase()];
    else headers[name.toLowerCase()] = expanded;
  }
  try {
    const connection = await within(worker, TIMEOUT, connect(worker, ip, port));
    if (connection === LATE)
      return fail(504, 'upstream timed out (110: Connection timed out) while connecting to upstream', ip);
    const work = connection.http({
      method: request.method,
      target,
      headers,
      ...(request.body !== undefined && { body: request.body }),
    });
    const response = await within(worker, TIMEOUT, work);
    if (response === LATE) {
      return fail(
        504,
        'upstream timed out (110: Connection timed out) while reading response header from upstream',
        ip,
      );
    }
    const type = response.headers['content-type'];
    const length = response.headers['content-length'];
    const rest = Object.entries(response.headers).filter(
      ([name]) => !OWN_HEADERS.has(name) && name !== 'content-type' && name !== 'content-length' && name !== 'location',
    );
    const moved = response.headers['location'];
    const back = moved?.startsWith(`http://${authority}/`) === true ? moved.slice(`http://${authority}`.length) : moved;
    return {
      status: response.status,
      stream: response.body,
      ...(type !== undefined && { type }),
      headers: {
        ...(length !== undefined && { 'content-length': length }),
        ...(back !== undefined && { location: back }),
      },
      trailing: Object.fromEntries(rest),
    };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ECONNRESET') {
      return fail(502, `recv() failed (${numberedError(error)}) while reading response header from upstream`, ip);
    }
    return fail(502, `connect() failed (${numberedError(error)}) while connecting to upstream`, ip);
  }
}
