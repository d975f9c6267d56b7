import type { ContainerConfig, HealthcheckResult, HealthStatus, HostConfig, PortMap } from '../api/types/container.ts';
import type { ImageConfig } from '../api/types/image.ts';
import type { EndpointIPAMConfig, IPAM } from '../api/types/network.ts';
import type { MountPoint } from '../api/types/volume.ts';
import type { LinkRecord } from './container/links.ts';

/** Times are milliseconds since the epoch; 0 is never. */
export interface RunState {
  running: boolean;
  paused: boolean;
  restarting: boolean;
  removing: boolean;
  dead: boolean;
  oomKilled: boolean;
  pid: number;
  exitCode: number;
  error: string;
  startedAt: number;
  finishedAt: number;
  health: HealthRecord | undefined;
}

export interface HealthRecord {
  status: HealthStatus;
  failingStreak: number;
  log: HealthcheckResult[];
}

/** A container on one network: what was asked for, and what it has while it runs. */
export interface EndpointRecord {
  readonly ipamConfig: EndpointIPAMConfig | null;
  readonly links: readonly string[] | null;
  readonly aliases: readonly string[] | null;
  readonly driverOpts: Readonly<Record<string, string>> | null;
  readonly gwPriority: number;
  /** MAC address that was asked for; '' lets the engine choose. */
  readonly wantedMac: string;
  networkId: string;
  endpointId: string;
  gateway: string;
  ipAddress: string;
  ipPrefixLen: number;
  /** Of IPv6; '' and 0 where the network has none. */
  ipv6Gateway: string;
  ipv6Address: string;
  ipv6PrefixLen: number;
  macAddress: string;
  dnsNames: readonly string[] | null;
}

export interface ContainerRecord {
  readonly id: string;
  /** Without a leading slash. */
  name: string;
  readonly created: number;
  readonly path: string;
  readonly args: readonly string[];
  /** Id of the image, which may be gone. */
  readonly image: string;
  readonly imageLayers: readonly LayerRecord[];
  config: ContainerConfig;
  hostConfig: HostConfig;
  readonly state: RunState;
  restartCount: number;
  /** Stopped by hand: `unless-stopped` leaves it alone when the daemon starts. */
  manuallyStopped: boolean;
  mounts: MountPoint[];
  networks: Record<string, EndpointRecord>;
  links: readonly LinkRecord[];
  sandboxId: string;
  /** Published ports while it runs. */
  ports: PortMap;
  /** Name of the layer's directory in /var/lib/docker/overlay2. */
  readonly layer: string;
}

export interface HistoryRecord {
  readonly created: number;
  readonly createdBy: string;
  readonly comment: string;
  readonly author: string;
  readonly emptyLayer: boolean;
}

export interface LayerRecord {
  /** `sha256:…` of the uncompressed layer, as in RootFS.Layers. */
  readonly diffId: string;
  /** Bytes. */
  readonly size: number;
}

export interface ImageRecord {
  /** `sha256:…` */
  readonly id: string;
  readonly parent: string;
  readonly comment: string;
  readonly created: number;
  readonly dockerVersion: string;
  readonly author: string;
  readonly architecture: string;
  readonly variant: string;
  readonly os: string;
  readonly layers: readonly LayerRecord[];
  readonly history: readonly HistoryRecord[];
  readonly config: ImageConfig;
  /** 0: not tagged here. */
  lastTagTime: number;
}

export interface NetworkRecord {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly driver: string;
  readonly enableIPv4: boolean;
  readonly enableIPv6: boolean;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipam: IPAM;
  /** The subnet was chosen by its user: only then `--ip` is allowed. */
  readonly userSubnet: boolean;
  /** The same of IPv6 and `--ip6`. */
  readonly userSubnet6?: boolean;
  /** Only a configuration that other networks take over; nobody can be on it. */
  readonly configOnly?: boolean;
  /** As it was asked for. */
  readonly scope?: string;
  /** The name of the network whose configuration it took over. */
  readonly configFrom?: string;
  readonly options: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the bridge device on the host; '' for host and none. */
  readonly bridge: string;
  /** Of an overlay network: known to the whole swarm. */
  readonly overlay?: OverlayRecord;
}

export interface OverlayRecord {
  /** The network of the routing mesh. */
  readonly ingress: boolean;
  /** Addresses of services and of the load balancer. */
  readonly reserved: string[];
  /** Addresses of containers, on any node. */
  readonly taken: Set<string>;
  /** Nodes that have the network. */
  readonly peers: { readonly name: string; readonly address: string }[];
}

export interface VolumeRecord {
  readonly name: string;
  readonly created: number;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, string>> | null;
  readonly anonymous: boolean;
}

/** All that the daemon remembers; plain data. */
export interface DaemonState {
  readonly id: string;
  /** In the order of their creation. */
  readonly containers: Map<string, ContainerRecord>;
  readonly images: Map<string, ImageRecord>;
  /** `busybox:latest` and `busybox@sha256:…` to image ids, in the order in which they were made. */
  readonly references: Map<string, string>;
  readonly networks: Map<string, NetworkRecord>;
  readonly volumes: Map<string, VolumeRecord>;
  /** By protocol and range: the host port that was given last. */
  readonly lastPorts: Map<string, number>;
}
