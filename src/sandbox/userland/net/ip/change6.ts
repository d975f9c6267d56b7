import { addressInSubnet, canonicalAddress } from '../../../kernel/net/address.ts';
import { formatSubnet6, parseSubnet6 } from '../../../kernel/net/address6.ts';
import type { Link, LinkAddress } from '../../../kernel/net/link.ts';
import type { Call } from '../../tool/call.ts';
import { deviceOf, IpFailure, privileged, refused } from './change.ts';

/** `ip addr add|del fd00::1/64 dev X` */
export function changeAddress6(call: Call, verb: string, link: Link, own: LinkAddress): void {
  const has = link.addresses6.some(({ address, bits }) => address === own.address && bits === own.bits);
  if (verb.startsWith('del')) {
    if (!has) {
      throw call.gnu ? new IpFailure('Error: ipv6: address not found.') : refused('Cannot assign requested address');
    }
    link.addresses6 = link.addresses6.filter(({ address }) => address !== own.address);
    return;
  }
  if (link.namespace.sysctls.get('ipv6/conf/all/disable_ipv6') === '1') {
    throw call.gnu ? new IpFailure('Error: ipv6: IPv6 is disabled on this device.') : refused('Permission denied');
  }
  if (verb === 'add' && has) {
    throw call.gnu ? new IpFailure('Error: ipv6: address already assigned.') : refused('File exists');
  }
  if (!has) link.addresses6 = [...link.addresses6, own];
}

/** `ip -6 route add|del|replace` */
export function changeRoute6(call: Call, verb: string, args: readonly string[]): void {
  const { net } = call.process.namespaces;
  const valueOf = (word: string) => (args.includes(word) ? args[args.indexOf(word) + 1] : undefined);
  const [given = ''] = args;
  const subnet = given === 'default' ? undefined : parseSubnet6(given);
  if (given !== 'default' && subnet === undefined) {
    throw new IpFailure(`Error: any valid prefix is expected rather than "${given}".`, 1);
  }
  const to = subnet === undefined || subnet.bits === 0 ? 'default' : formatSubnet6(subnet).replace(/\/128$/, '');
  const via = valueOf('via');
  const dev = valueOf('dev');
  const named = dev === undefined ? undefined : deviceOf(call, dev);
  privileged(call);
  const existing = net.addedRoutes6.findIndex((route) => route.to === to);
  if (verb === 'del' || verb === 'delete') {
    if (existing < 0) throw refused('No such process');
    net.addedRoutes6.splice(existing, 1);
    return;
  }
  if (verb !== 'add' && verb !== 'replace') throw new IpFailure(`drydock: not simulated: ip -6 route ${verb}`, 1);
  if (verb === 'add' && existing >= 0) throw refused('File exists');
  const byGateway = [...net.links.values()].find(
    ({ up, addresses6 }) =>
      up && addresses6.some(({ address, bits }) => via !== undefined && addressInSubnet(via, `${address}/${bits}`)),
  );
  const link = named ?? byGateway;
  if (link === undefined) throw refused(via === undefined ? 'No such device' : 'No route to host');
  if (existing >= 0) net.addedRoutes6.splice(existing, 1);
  net.addedRoutes6.push({
    to,
    link,
    connected: false,
    metric: Number(valueOf('metric') ?? 1024),
    ...(via !== undefined && { via: canonicalAddress(via) }),
  });
}
