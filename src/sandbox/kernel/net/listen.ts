import { Errno } from '../errno.ts';
import type { Process } from '../process.ts';
import { canonicalAddress } from './address.ts';
import type { Listener, ServiceHandlers } from './listener.ts';
import { NetNamespace, type Protocol } from './namespace.ts';

export interface ListenOptions {
  /** `0.0.0.0` by default. */
  readonly address?: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** How the sockets show, where that is not the address: see `Listener`. */
  readonly sockets?: readonly string[];
  /** tcp by default. */
  readonly protocol?: Protocol;
}

const overlaps = (a: string, b: string): boolean => a === '0.0.0.0' || b === '0.0.0.0' || a === b;

/** Whether somebody has the port already. */
export function isTaken(namespace: NetNamespace, address: string, port: number, protocol: Protocol): boolean {
  for (const other of namespace.listeners) {
    if (other.protocol === protocol && other.port === port && overlaps(other.address, address)) return true;
  }
  for (const other of namespace.forwards) {
    if (other.protocol === protocol && other.hostPort === port && overlaps(other.hostAddress, address)) return true;
  }
  return false;
}

/**
 * bind(2) and listen(2). The socket is closed when its process ends.
 *
 * @param owner a process, or the namespace for a service of the engine itself
 * @throws {Errno} EADDRINUSE, EADDRNOTAVAIL, EACCES
 */
export function listen(owner: Process | NetNamespace, options: ListenOptions, handlers: ServiceHandlers): Listener {
  const process = owner instanceof NetNamespace ? undefined : owner;
  const namespace = owner instanceof NetNamespace ? owner : owner.namespaces.net;
  const address = canonicalAddress(options.address ?? '0.0.0.0');
  const protocol = options.protocol ?? 'tcp';
  const port = options.port === 0 ? namespace.ephemeralPort() : options.port;
  if (address !== '0.0.0.0' && !namespace.isLocal(address)) throw new Errno('EADDRNOTAVAIL');
  const privileged = port < Number(namespace.sysctls.get('ipv4/ip_unprivileged_port_start'));
  if (privileged && process?.has('CAP_NET_BIND_SERVICE') === false) throw new Errno('EACCES');
  if (isTaken(namespace, address, port, protocol)) throw new Errno('EADDRINUSE');
  const listener: Listener = {
    ...handlers,
    namespace,
    protocol,
    address,
    sockets: options.sockets ?? [address],
    port,
    process,
    inode: process?.kernel.nextInode() ?? 0,
    close: () => void namespace.listeners.delete(listener),
  };
  namespace.listeners.add(listener);
  void process?.exited.then(listener.close);
  return listener;
}
