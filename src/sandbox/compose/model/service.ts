import type { TreeMap } from './tree.ts';

/** Durations are Go's (`1m30s`), sizes are octets as text: as `compose config` prints them. */
export interface HealthCheck {
  readonly test?: readonly string[];
  readonly timeout?: string;
  readonly interval?: string;
  readonly retries?: number;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly disable?: boolean;
}

export interface ServicePort {
  readonly name?: string;
  readonly mode: string;
  readonly host_ip?: string;
  readonly target: number;
  readonly published?: string;
  readonly protocol: string;
  readonly app_protocol?: string;
}

export interface ServiceVolume {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'cluster' | 'npipe' | 'image';
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly consistency?: string;
  readonly bind?: {
    readonly propagation?: string;
    readonly create_host_path?: boolean;
    readonly selinux?: string;
    readonly recursive?: string;
  };
  readonly volume?: {
    readonly nocopy?: boolean;
    readonly subpath?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly tmpfs?: { readonly size?: string; readonly mode?: number };
  readonly image?: { readonly subpath?: string };
}

export type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';
export interface Dependency {
  readonly condition: Condition;
  readonly required: boolean;
  readonly restart?: boolean;
}

export interface ServiceNetwork {
  readonly aliases?: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips?: readonly string[];
  readonly mac_address?: string;
  readonly driver_opts?: Readonly<Record<string, string>>;
  readonly interface_name?: string;
  readonly gw_priority?: number;
  readonly priority?: number;
}

/** A config or secret in a service. */
export interface FileReference {
  readonly source: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: string;
}

export interface BuildConfig {
  readonly context: string;
  readonly dockerfile?: string;
  readonly dockerfile_inline?: string;
  readonly args?: Readonly<Record<string, string | null>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  readonly target?: string;
  readonly no_cache?: boolean;
  readonly pull?: boolean;
  readonly platforms?: readonly string[];
  readonly [key: string]: unknown;
}

export interface Limits {
  readonly cpus?: number;
  readonly memory?: string;
  readonly pids?: number;
  readonly devices?: readonly DeviceReservation[];
}

/** GPUs and the like. A count of -1 is all of them. */
export interface DeviceReservation {
  readonly capabilities?: readonly string[];
  readonly driver?: string;
  readonly count?: number;
  readonly device_ids?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
}

/** What runs in a container after its start or before its stop. */
export interface Hook {
  readonly command: readonly string[];
  readonly user?: string;
  readonly privileged?: boolean;
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
}

interface Rate {
  readonly path: string;
  /** Bytes or operations a second. */
  readonly rate: string;
}

export interface BlkioConfig {
  readonly weight?: number;
  readonly weight_device?: readonly { readonly path: string; readonly weight: number }[];
  readonly device_read_bps?: readonly Rate[];
  readonly device_read_iops?: readonly Rate[];
  readonly device_write_bps?: readonly Rate[];
  readonly device_write_iops?: readonly Rate[];
}

export interface DeployConfig {
  readonly mode?: string;
  readonly replicas?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly resources?: { readonly limits?: Limits; readonly reservations?: Limits };
  readonly restart_policy?: { readonly condition?: string; readonly max_attempts?: number };
  readonly [key: string]: unknown;
}

type Text = Readonly<Record<string, string>>;

/** A service in the canonical form, with Compose's names: what `compose config` prints. */
export interface Service {
  readonly name: string;
  readonly profiles?: readonly string[];
  readonly annotations?: Text;
  readonly attach?: boolean;
  readonly blkio_config?: BlkioConfig;
  readonly build?: BuildConfig;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cgroup?: string;
  readonly cgroup_parent?: string;
  readonly command?: readonly string[];
  readonly configs?: readonly FileReference[];
  readonly container_name?: string;
  readonly cpu_count?: number;
  readonly cpu_period?: number;
  readonly cpu_quota?: number;
  readonly cpu_shares?: number;
  readonly cpus?: number;
  readonly cpuset?: string;
  readonly depends_on?: Readonly<Record<string, Dependency>>;
  readonly deploy?: DeployConfig;
  readonly device_cgroup_rules?: readonly string[];
  readonly develop?: { readonly watch?: readonly WatchRule[] };
  readonly devices?: readonly { readonly source: string; readonly target: string; readonly permissions: string }[];
  readonly dns?: readonly string[];
  readonly dns_opt?: readonly string[];
  readonly dns_search?: readonly string[];
  readonly domainname?: string;
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly expose?: readonly string[];
  readonly external_links?: readonly string[];
  readonly extra_hosts?: readonly string[];
  readonly gpus?: readonly DeviceReservation[];
  readonly group_add?: readonly string[];
  readonly healthcheck?: HealthCheck;
  readonly hostname?: string;
  readonly image?: string;
  readonly isolation?: string;
  readonly init?: boolean;
  readonly ipc?: string;
  readonly labels?: Text;
  readonly links?: readonly string[];
  readonly logging?: { readonly driver?: string; readonly options?: Text };
  readonly mac_address?: string;
  readonly mem_limit?: string;
  readonly mem_reservation?: string;
  readonly mem_swappiness?: string;
  readonly memswap_limit?: string;
  readonly network_mode?: string;
  readonly models?: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, ServiceNetwork | null>>;
  readonly oom_kill_disable?: boolean;
  readonly oom_score_adj?: number;
  readonly pid?: string;
  readonly pids_limit?: number;
  readonly platform?: string;
  readonly ports?: readonly ServicePort[];
  readonly privileged?: boolean;
  readonly post_start?: readonly Hook[];
  readonly pre_stop?: readonly Hook[];
  readonly provider?: { readonly type: string };
  readonly pull_policy?: string;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly runtime?: string;
  readonly scale?: number;
  readonly secrets?: readonly FileReference[];
  readonly security_opt?: readonly string[];
  readonly shm_size?: string;
  readonly stdin_open?: boolean;
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly storage_opt?: Text;
  readonly sysctls?: Text;
  readonly tmpfs?: readonly string[];
  readonly tty?: boolean;
  readonly ulimits?: Readonly<Record<string, number | { readonly soft: number; readonly hard: number }>>;
  readonly use_api_socket?: boolean;
  readonly user?: string;
  readonly userns_mode?: string;
  readonly uts?: string;
  readonly volumes?: readonly ServiceVolume[];
  readonly volumes_from?: readonly string[];
  readonly working_dir?: string;
}

type WatchAction = 'rebuild' | 'restart' | 'sync' | 'sync+restart' | 'sync+exec';

/** An entry of `develop.watch`, as the file has it. */
export interface WatchRule {
  readonly action: WatchAction;
  /** Absolute. */
  readonly path: string;
  readonly target?: string;
  readonly ignore?: string | readonly string[];
  readonly include?: string | readonly string[];
  readonly initial_sync?: boolean;
  readonly exec?: {
    readonly command: string | readonly string[];
    readonly user?: string;
    readonly privileged?: boolean;
    readonly working_dir?: string;
    readonly environment?: Readonly<Record<string, string>> | readonly string[];
  };
}

export interface NetworkConfig {
  readonly name: string;
  readonly driver?: string;
  readonly driver_opts?: Text;
  readonly ipam?: {
    readonly driver?: string;
    readonly config?: readonly {
      readonly subnet?: string;
      readonly gateway?: string;
      readonly ip_range?: string;
      readonly aux_addresses?: Text;
    }[];
    readonly options?: Text;
  };
  readonly external?: boolean;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly labels?: Text;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
}

export interface VolumeConfig {
  readonly name: string;
  readonly driver?: string;
  readonly driver_opts?: Text;
  readonly external?: boolean;
  readonly labels?: Text;
}

/** A config or secret of the project. */
export interface FileObject {
  readonly name: string;
  readonly file?: string;
  readonly environment?: string;
  readonly content?: string;
  readonly external?: boolean;
}

/** Everything that the files say, canonical. */
export interface Model {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, NetworkConfig>>;
  readonly volumes: Readonly<Record<string, VolumeConfig>>;
  readonly configs: Readonly<Record<string, FileObject>>;
  readonly secrets: Readonly<Record<string, FileObject>>;
  /** As the file has them. */
  readonly models: Readonly<Record<string, TreeMap>>;
  readonly extensions: TreeMap;
}
