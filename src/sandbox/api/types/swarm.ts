/** What every object of a swarm has. */
export interface SwarmMeta {
  readonly ID: string;
  readonly Version: { readonly Index: number };
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
}

export interface SwarmSpec {
  readonly Name: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly Orchestration: { readonly TaskHistoryRetentionLimit?: number };
  readonly Raft: {
    readonly SnapshotInterval?: number;
    readonly KeepOldSnapshots?: number;
    readonly LogEntriesForSlowFollowers?: number;
    readonly ElectionTick?: number;
    readonly HeartbeatTick?: number;
  };
  /** Nanoseconds. */
  readonly Dispatcher: { readonly HeartbeatPeriod?: number };
  readonly CAConfig: { readonly NodeCertExpiry?: number; readonly ForceRotate?: number };
  readonly TaskDefaults: Readonly<Record<string, unknown>>;
  readonly EncryptionConfig: { readonly AutoLockManagers: boolean };
}

export interface TLSInfo {
  readonly TrustRoot: string;
  readonly CertIssuerSubject: string;
  readonly CertIssuerPublicKey: string;
}

export interface JoinTokens {
  readonly Worker: string;
  readonly Manager: string;
}

/** What `docker info` shows of a swarm. */
export interface ClusterInfo extends SwarmMeta {
  readonly Spec: SwarmSpec;
  readonly TLSInfo: TLSInfo;
  readonly RootRotationInProgress: boolean;
  readonly DefaultAddrPool: readonly string[] | null;
  readonly SubnetSize: number;
  readonly DataPathPort: number;
}

/** GET /swarm */
export interface SwarmInspect extends ClusterInfo {
  readonly JoinTokens: JoinTokens;
}

export interface SwarmInitBody {
  readonly ListenAddr?: string;
  readonly AdvertiseAddr?: string;
  readonly DataPathAddr?: string;
  readonly DataPathPort?: number;
  readonly DefaultAddrPool?: readonly string[] | null;
  readonly SubnetSize?: number;
  readonly ForceNewCluster?: boolean;
  readonly Spec?: Partial<SwarmSpec>;
  readonly AutoLockManagers?: boolean;
  readonly Availability?: string;
}

export interface SwarmJoinBody {
  readonly ListenAddr?: string;
  readonly AdvertiseAddr?: string;
  readonly RemoteAddrs?: readonly string[];
  readonly JoinToken?: string;
  readonly Availability?: string;
}

export interface UnlockKeyResponse {
  readonly UnlockKey: string;
}

/** `.Swarm` of GET /info. */
export interface SwarmInfo {
  readonly NodeID: string;
  readonly NodeAddr: string;
  readonly LocalNodeState: 'inactive' | 'pending' | 'active' | 'error' | 'locked';
  readonly ControlAvailable: boolean;
  readonly Error: string;
  readonly RemoteManagers: null | readonly { readonly NodeID: string; readonly Addr: string }[];
  readonly Nodes?: number;
  readonly Managers?: number;
  readonly Cluster?: ClusterInfo;
}
