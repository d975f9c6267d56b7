import { ApiError } from '../../api/errors.ts';
import type { SwarmJoinBody } from '../../api/types/swarm.ts';
import { Errno } from '../../kernel/errno.ts';
import { listenerAt } from '../../kernel/net/connect.ts';
import { NameError, resolveName, resolverOf } from '../../kernel/net/resolve-name.ts';
import { deliver } from '../../kernel/net/deliver.ts';
import type { Daemon } from '../daemon.ts';
import { engineAt, enterSwarm, PORT } from './enter.ts';
import { advertisedAddress, ALREADY, invalid, listenPort, newNode } from './init.ts';
import { elect } from './election.ts';
import type { Swarm } from './swarm.ts';

/** What the node asks and waits until it has its certificate, ms. */
const HANDSHAKE_MS = 900;

/** POST /swarm/join: the manager at the first address that answers takes the node in. */
export async function joinSwarm(daemon: Daemon, body: SwarmJoinBody): Promise<void> {
  if (daemon.swarm.current !== undefined) throw new ApiError('unavailable', ALREADY);
  const { JoinToken = '', RemoteAddrs = [] } = body;
  const [remote = ''] = RemoteAddrs;
  if (RemoteAddrs.length === 0) throw invalid('at least 1 remote address is required to join');
  if (remote === '') throw invalid('invalid remoteAddr "": invalid empty address');
  const manager = await resolved(daemon, remote);
  const [, version, digest, secret] = /^SWMTKN-(1|2-\d)-([0-9a-z]{50})-([0-9a-z]{25})$/.exec(JoinToken) ?? [];
  if (JoinToken !== '' && version === undefined) throw invalid('invalid join token');
  const port = listenPort(daemon, body.ListenAddr);
  const own = advertisedAddress(daemon, body.AdvertiseAddr);
  const swarm = reach(daemon, manager);
  const { tokens } = swarm.state.cluster;
  const [, , root = ''] = tokens.Worker.split('-');
  if (digest !== undefined && digest !== root) {
    throw new ApiError('internal', `remote CA does not match fingerprint. Expected: ${hexOf(digest)}`);
  }
  const role = JoinToken === tokens.Manager ? 'manager' : JoinToken === tokens.Worker ? 'worker' : undefined;
  if (secret === undefined || role === undefined) {
    throw invalid('rpc error: code = InvalidArgument desc = A valid join token is necessary to join this cluster');
  }
  await new Promise<void>((resolve) => void daemon.kernel.clock.schedule(HANDSHAKE_MS, resolve));
  const node = newNode(daemon, role, body.Availability ?? '', own);
  enterSwarm(swarm, daemon, node, port);
  swarm.daemon.events.log('node', 'create', node.id, { name: '' });
}

/** The manager's address in numbers. @throws {ApiError} nobody knows the name: it would tell by which way one goes there */
async function resolved({ process }: Daemon, remote: string): Promise<string> {
  const [host = '', port = String(PORT), ...rest] = remote.split(':');
  const failed = (why: string) => new ApiError('internal', `could not find local IP address: dial udp: ${why}`);
  if (rest.length > 0) throw failed(`address ${remote}: too many colons in address`);
  try {
    const [address = host] = await resolveName(process, host);
    return `${address}:${port}`;
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    const [server = ''] = resolverOf(process).servers;
    // What looks like an address is not asked for.
    const asked = /^[\d.]+$/.test(host) ? '' : ` on ${server}:53`;
    throw failed(`lookup ${host}${asked}: no such host`);
  }
}

/** Digests of certificates are SHA-256; a token writes them in base 36. */
function hexOf(digest: string): string {
  let number = 0n;
  for (const digit of digest) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  return BigInt.asUintN(256, number).toString(16).padStart(64, '0');
}

/** The swarm of the manager that listens at an address. */
function reach(daemon: Daemon, remote: string): Swarm {
  const [host = '', port = ''] = remote.split(':');
  const { net } = daemon.kernel.namespaces;
  const arrival = deliver(net, { protocol: 'tcp', source: '', destination: host, port: Number(port) });
  const refuse = (why: string) =>
    new ApiError(
      'internal',
      `rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp ${remote}: ${why}"`,
    );
  if (arrival === 'dropped' || arrival instanceof Errno) {
    throw refuse(`connect: ${arrival === 'dropped' ? 'connection timed out' : arrival.message.toLowerCase()}`);
  }
  const listener = listenerAt(arrival);
  const engine = listener === undefined ? undefined : engineAt(listener);
  const swarm = engine?.swarm.current;
  if (swarm === undefined) throw refuse('connect: connection refused');
  if (elect(swarm) === undefined) throw refuse('connect: connection refused');
  return swarm;
}
