import { ApiError } from '../../api/errors.ts';
import type { NetworkCreateBody } from '../../api/types/network.ts';
import type { Link } from '../../kernel/net/link.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';

const MODES = {
  macvlan: { known: ['bridge', 'private', 'vepa', 'passthru'], usual: 'bridge' },
  ipvlan: { known: ['l2', 'l3', 'l3s'], usual: 'l2' },
} as const;
type ParentDriver = keyof typeof MODES;

/** Drivers whose containers hang on a link of the host, not on a bridge. */
export const isParentDriver = (driver: string): driver is ParentDriver => Object.hasOwn(MODES, driver);

/** Containers on it have no neighbour to route by. */
export const isRouted = ({ driver, options }: Pick<NetworkRecord, 'driver' | 'options'>): boolean =>
  driver === 'ipvlan' && (options['ipvlan_mode'] ?? 'l2') !== 'l2';

/** @throws {ApiError} for a mode or a parent that can't be */
export function checkParent(daemon: Daemon, driver: ParentDriver, { Options = {} }: NetworkCreateBody): void {
  const { known, usual } = MODES[driver];
  const mode = Options?.[`${driver}_mode`] ?? usual;
  if (!(known as readonly string[]).includes(mode)) {
    throw new ApiError(
      'invalid_parameter',
      `requested ${driver} mode '${mode}' is not valid, '${usual}' mode is the ${driver} driver default`,
    );
  }
  if (mode !== usual && mode !== 'l3' && mode !== 'l3s') {
    throw new ApiError('not_implemented', `drydock: not simulated: ${driver}_mode=${mode}`);
  }
  const parent = Options?.['parent'] ?? '';
  if (parent === 'lo') throw new ApiError('internal', `loopback interface is not a valid ${driver} parent link`);
  const other = [...daemon.state.networks.values()].find(
    (network) => parent !== '' && network.driver === 'ipvlan' && network.options['parent'] === parent,
  );
  if (driver === 'ipvlan' && other !== undefined) {
    const name = `di-${other.id.slice(0, 12)}`;
    throw new ApiError('forbidden', `network ${name} is already using parent interface ${parent}`);
  }
  const { links } = daemon.kernel.namespaces.net;
  if (parent === '' || links.has(parent)) return;
  const [, above] = /^(.+)\.\d+$/.exec(parent) ?? [];
  if (above !== undefined && !links.has(above)) {
    throw new ApiError('internal', `-o parent interface was not found on the host: ${above}`);
  }
  if (/^.+\.\d+$/.test(parent)) throw new ApiError('not_implemented', `drydock: not simulated: VLAN ${parent}`);
  throw new ApiError('internal', `invalid subinterface vlan name ${parent}, example formatting is eth0.10`);
}

/** The link that a network hangs on; without one that was named the engine makes a dummy. */
export function parentOf(daemon: Pick<Daemon, 'kernel'>, { id, options }: NetworkRecord): Link {
  const { network, namespaces } = daemon.kernel;
  const name = options['parent'] || `dm-${id.slice(0, 12)}`;
  const found = namespaces.net.links.get(name);
  if (found !== undefined) return found;
  const dummy = network.addLink(namespaces.net, 'dummy', name);
  dummy.up = true;
  return dummy;
}
