import type { ContainerInspect, ImageInspect, NetworkInspect, Volume } from '../../runtimes/engine-types.ts';

/** One moment of a host, plain data. Things come in the order in which they were made. */
export interface HostState {
  readonly containers: readonly ContainerView[];
  readonly networks: readonly NetworkView[];
  readonly volumes: readonly VolumeView[];
  readonly images: readonly ImageView[];
}

export const EMPTY_STATE: HostState = { containers: [], networks: [], volumes: [], images: [] };

export interface ContainerView {
  /** 64 digits. */
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  /** As the container was asked for: `nginx:alpine`. */
  readonly image: string;
  /** `sha256:…` */
  readonly imageId: string;
  readonly status: ContainerInspect['State']['Status'];
  readonly exitCode: number;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | undefined;
  /** The host's number of its first process; 0 when it doesn't run. */
  readonly pid: number;
  /** `bridge`, `host`, `none`, `container:ID` or a network's name. */
  readonly networkMode: string;
  readonly endpoints: readonly Endpoint[];
  readonly ports: readonly PublishedPort[];
  readonly mounts: readonly MountView[];
  readonly overlay: Overlay;
  readonly processes: readonly ProcessView[];
  /** Undefined when it doesn't run, and where nobody could look: a host that was imported. */
  readonly kernel: KernelView | undefined;
  readonly inspect: ContainerInspect;
}

/** A container's place on one network. */
export interface Endpoint {
  readonly network: string;
  /** Without the prefix length; empty while the container doesn't run. */
  readonly address: string;
  /** Names that other containers of the network can ask for; none on the default bridge. */
  readonly names: readonly string[];
}

export interface PublishedPort {
  /** `80/tcp` */
  readonly port: string;
  readonly hostPort: string;
  /** Every address that listens: `0.0.0.0`, `::`. */
  readonly hostAddresses: readonly string[];
}

export interface MountView {
  readonly type: string;
  /** A volume's name, a path of the host, or nothing for tmpfs. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface Overlay {
  readonly upper: string;
  readonly work: string;
  readonly merged: string;
  /** The topmost first. */
  readonly lower: readonly string[];
}

export interface ProcessView {
  /** The host's number. */
  readonly pid: number;
  readonly parent: number;
  /** Its number in the innermost PID namespace. */
  readonly insidePid: number;
  readonly command: string;
}

export interface KernelView {
  readonly namespaces: readonly NamespaceView[];
  /** Path below /sys/fs/cgroup. */
  readonly cgroup: string;
  /** File to its first line: `memory.max` → `67108864`. */
  readonly values: Readonly<Record<string, string>>;
}

export interface NamespaceView {
  readonly type: string;
  readonly inode: number;
  /** Whether it is the host's own. */
  readonly ofHost: boolean;
}

export interface NetworkView {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** Empty for `host` and `none`. */
  readonly subnet: string;
  readonly gateway: string;
  readonly internal: boolean;
  /** Whether containers of it may talk to each other. */
  readonly connects: boolean;
  readonly inspect: NetworkInspect;
}

export interface VolumeView {
  readonly name: string;
  readonly driver: string;
  readonly mountpoint: string;
  readonly inspect: Volume;
}

export interface ImageView {
  readonly id: string;
  /** The first tag, or the short id. */
  readonly name: string;
  readonly tags: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Digests of what the layers hold, the lowest first. */
  readonly layers: readonly string[];
  readonly inspect: ImageInspect;
}

export type ThingKind = 'container' | 'network' | 'volume' | 'bind' | 'image';

/** A thing of the picture: kind and id. The id of a container, network or image; a volume's name; a host's path. */
export type ThingKey = `${ThingKind} ${string}`;

export const keyOf = (kind: ThingKind, id: string): ThingKey => `${kind} ${id}`;

export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);

/** `volume data` or `bind /root/site`; undefined for tmpfs and the like. */
export function sourceKey({ type, source }: MountView): ThingKey | undefined {
  if (source === '') return undefined;
  if (type === 'volume') return keyOf('volume', source);
  return type === 'bind' ? keyOf('bind', source) : undefined;
}

/** `running`, `exited (137)`, `running, healthy`. */
export const statusText = ({ status, exitCode, health }: ContainerView): string =>
  status === 'exited' ? `exited (${exitCode})` : health === undefined ? status : `${status}, ${health}`;
