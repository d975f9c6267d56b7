import type { Daemon } from '../daemon.ts';
import type { NetworkRecord } from '../state.ts';

const common = {
  enableIPv4: true,
  enableIPv6: false,
  internal: false,
  attachable: false,
  userSubnet: false,
  labels: {},
};

/** The three networks that every engine has. */
export function createDefaultNetworks(daemon: Daemon): void {
  const { random, clock } = daemon.kernel;
  const add = (record: Pick<NetworkRecord, 'name' | 'driver' | 'ipam' | 'options' | 'bridge'>) =>
    daemon.state.networks.set(record.name, { ...common, id: random.hex(64), created: clock.now(), ...record });
  const none = { Driver: 'default', Options: null, Config: null };
  add({
    name: 'bridge',
    driver: 'bridge',
    ipam: { Driver: 'default', Options: null, Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }] },
    options: {
      'com.docker.network.bridge.default_bridge': 'true',
      'com.docker.network.bridge.enable_icc': 'true',
      'com.docker.network.bridge.enable_ip_masquerade': 'true',
      'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
      'com.docker.network.bridge.name': 'docker0',
      'com.docker.network.driver.mtu': '1500',
    },
    bridge: 'docker0',
  });
  add({ name: 'host', driver: 'host', ipam: none, options: {}, bridge: '' });
  add({ name: 'none', driver: 'null', ipam: none, options: {}, bridge: '' });
}
