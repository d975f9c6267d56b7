/**
 * Go's structs for what templates print: fields in order, `Name/jsonKey:type?`.
 *
 * Types: (none) string, `i` integer, `f` float, `b` bool, `d` time.Duration, `t` time.Time, `m` os.FileMode, `y` octets,
 * `any`, `[]T`, `{}T` map of strings, `*T` pointer, or another struct.
 * `+Name` embeds a struct, `?` leaves an empty value out of JSON.
 *
 * @see moby api/types at v28.5
 */
export const GO_STRUCTS: Readonly<Record<string, string>> = {
  'container.InspectResponse':
    '+ContainerJSONBase Mounts:[]container.MountPoint Config:*container.Config NetworkSettings:*container.NetworkSettings ImageManifestDescriptor:any?',
  ContainerJSONBase:
    'ID/Id Created Path Args:[]s State:*container.State Image ResolvConfPath HostnamePath HostsPath LogPath Name RestartCount:i Driver Platform MountLabel ProcessLabel AppArmorProfile ExecIDs:[]s HostConfig:*container.HostConfig GraphDriver:storage.DriverData SizeRw:*i? SizeRootFs:*i?',
  'container.State':
    'Status Running:b Paused:b Restarting:b OOMKilled:b Dead:b Pid:i ExitCode:i Error StartedAt FinishedAt Health:*container.Health?',
  'container.Health': 'Status FailingStreak:i Log:[]*container.HealthcheckResult',
  'container.HealthcheckResult': 'Start:t End:t ExitCode:i Output',
  'container.HostConfig':
    'Binds:[]s ContainerIDFile LogConfig:container.LogConfig NetworkMode PortBindings:{}[]nat.PortBinding RestartPolicy:container.RestartPolicy AutoRemove:b VolumeDriver VolumesFrom:[]s ConsoleSize:[]i Annotations:{}s? CapAdd:[]s CapDrop:[]s CgroupnsMode DNS/Dns:[]s DNSOptions/DnsOptions:[]s DNSSearch/DnsSearch:[]s ExtraHosts:[]s GroupAdd:[]s IpcMode Cgroup Links:[]s OomScoreAdj:i PidMode Privileged:b PublishAllPorts:b ReadonlyRootfs:b SecurityOpt:[]s StorageOpt:{}s? Tmpfs:{}s? UTSMode UsernsMode ShmSize:i Sysctls:{}s? Runtime Isolation +container.Resources Mounts:[]mount.Mount? MaskedPaths:[]s ReadonlyPaths:[]s Init:*b?',
  'container.LogConfig': 'Type Config:{}s',
  'container.RestartPolicy': 'Name MaximumRetryCount:i',
  'container.Resources':
    'CPUShares/CpuShares:i Memory:i NanoCPUs/NanoCpus:i CgroupParent BlkioWeight:i BlkioWeightDevice:[]*WeightDevice BlkioDeviceReadBps:[]*ThrottleDevice BlkioDeviceWriteBps:[]*ThrottleDevice BlkioDeviceReadIOps:[]*ThrottleDevice BlkioDeviceWriteIOps:[]*ThrottleDevice CPUPeriod/CpuPeriod:i CPUQuota/CpuQuota:i CPURealtimePeriod/CpuRealtimePeriod:i CPURealtimeRuntime/CpuRealtimeRuntime:i CpusetCpus CpusetMems Devices:[]DeviceMapping DeviceCgroupRules:[]s DeviceRequests:[]DeviceRequest KernelMemory:i? KernelMemoryTCP:i? MemoryReservation:i MemorySwap:i MemorySwappiness:*i OomKillDisable:*b PidsLimit:*i Ulimits:[]*units.Ulimit CPUCount/CpuCount:i CPUPercent/CpuPercent:i IOMaximumIOps:i IOMaximumBandwidth:i',
  WeightDevice: 'Path Weight:i',
  ThrottleDevice: 'Path Rate:i',
  DeviceMapping: 'PathOnHost PathInContainer CgroupPermissions',
  DeviceRequest: 'Driver Count:i DeviceIDs:[]s Capabilities:[][]s Options:{}s',
  'units.Ulimit': 'Name Hard:i Soft:i',
  'storage.DriverData': 'Data:{}s Name',
  'container.MountPoint': 'Type? Name? Source Destination Driver? Mode RW:b Propagation',
  'mount.Mount':
    'Type? Source? Target? ReadOnly:b? Consistency? BindOptions:*any? VolumeOptions:*any? ImageOptions:*any? TmpfsOptions:*any? ClusterOptions:*any?',
  'container.Config':
    'Hostname Domainname User AttachStdin:b AttachStdout:b AttachStderr:b ExposedPorts:{}empty? Tty:b OpenStdin:b StdinOnce:b Env:[]s Cmd:[]s Healthcheck:*v1.HealthcheckConfig? ArgsEscaped:b? Image Volumes:{}empty WorkingDir Entrypoint:[]s NetworkDisabled:b? MacAddress? OnBuild:[]s Labels:{}s StopSignal? StopTimeout:*i? Shell:[]s?',
  empty: '',
  'v1.HealthcheckConfig': 'Test:[]s? Interval:d? Timeout:d? StartPeriod:d? StartInterval:d? Retries:i?',
  'container.NetworkSettings': '+NetworkSettingsBase +DefaultNetworkSettings Networks:{}*network.EndpointSettings',
  NetworkSettingsBase:
    'Bridge SandboxID SandboxKey Ports:{}[]nat.PortBinding HairpinMode:b LinkLocalIPv6Address LinkLocalIPv6PrefixLen:i SecondaryIPAddresses:[]any SecondaryIPv6Addresses:[]any',
  DefaultNetworkSettings:
    'EndpointID Gateway GlobalIPv6Address GlobalIPv6PrefixLen:i IPAddress IPPrefixLen:i IPv6Gateway MacAddress',
  'nat.PortBinding': 'HostIP/HostIp HostPort',
  'network.EndpointSettings':
    'IPAMConfig:*network.EndpointIPAMConfig Links:[]s Aliases:[]s MacAddress DriverOpts:{}s GwPriority:i NetworkID EndpointID Gateway IPAddress IPPrefixLen:i IPv6Gateway GlobalIPv6Address GlobalIPv6PrefixLen:i DNSNames:[]s',
  'network.EndpointIPAMConfig': 'IPv4Address? IPv6Address? LinkLocalIPs:[]s?',
  'image.InspectResponse':
    'ID/Id RepoTags:[]s RepoDigests:[]s Parent Comment Created? DockerVersion Author Config:*DockerOCIImageConfig Architecture Variant? Os OsVersion? Size:i VirtualSize:i? GraphDriver:storage.DriverData RootFS:image.RootFS Metadata:image.Metadata',
  DockerOCIImageConfig: '+ImageConfig +DockerOCIImageConfigExt',
  ImageConfig:
    'User? ExposedPorts:{}empty? Env:[]s? Entrypoint:[]s? Cmd:[]s? Volumes:{}empty? WorkingDir? Labels:{}s? StopSignal? ArgsEscaped:b?',
  DockerOCIImageConfigExt: 'Healthcheck:*v1.HealthcheckConfig? OnBuild:[]s? Shell:[]s?',
  'image.RootFS': 'Type? Layers:[]s?',
  'image.Metadata': 'LastTagTime:t?',
  'network.Inspect':
    'Name ID/Id Created:t Scope Driver EnableIPv4:b EnableIPv6:b IPAM:network.IPAM Internal:b Attachable:b Ingress:b ConfigFrom:network.ConfigReference ConfigOnly:b Containers:{}network.EndpointResource Options:{}s Labels:{}s Peers:[]any? Services:{}any?',
  'network.IPAM': 'Driver Options:{}s Config:[]network.IPAMConfig',
  'network.IPAMConfig': 'Subnet? IPRange? Gateway? AuxAddress/AuxiliaryAddresses:{}s?',
  'network.ConfigReference': 'Network',
  'network.EndpointResource': 'Name EndpointID MacAddress IPv4Address IPv6Address',
  'volume.Volume':
    'ClusterVolume:*any? CreatedAt? Driver Labels:{}s Mountpoint Name Options:{}s Scope Status:{}any? UsageData:*volume.UsageData?',
  'volume.UsageData': 'RefCount:i Size:i',
  '*events.Message':
    'Status/status? ID/id? From/from? Type Action Actor:events.Actor Scope/scope? Time/time:i? TimeNano/timeNano:i?',
  'events.Actor': 'ID Attributes:{}s',
  'system.versionInfo': 'Client:system.clientVersion Server:*types.Version',
  'system.clientVersion':
    'Platform:*system.platformInfo? Version APIVersion/ApiVersion DefaultAPIVersion? GitCommit GoVersion Os Arch BuildTime? Context',
  'system.platformInfo': 'Name?',
  'types.Version':
    'Platform:system.platformInfo Components:[]types.ComponentVersion? Version APIVersion/ApiVersion MinAPIVersion? GitCommit GoVersion Os Arch KernelVersion? Experimental:b? BuildTime?',
  'types.ComponentVersion': 'Name Version Details:{}s?',
  'system.dockerInfo': '+*system.Info ClientInfo:*system.clientInfo? ServerErrors:[]s?',
  '*system.Info':
    'ID Containers:i ContainersRunning:i ContainersPaused:i ContainersStopped:i Images:i Driver DriverStatus:[][]s SystemStatus:[][]s? Plugins:system.PluginsInfo MemoryLimit:b SwapLimit:b KernelMemory:b? KernelMemoryTCP:b? CPUCfsPeriod/CpuCfsPeriod:b CPUCfsQuota/CpuCfsQuota:b CPUShares:b CPUSet:b PidsLimit:b IPv4Forwarding:b Debug:b NFd:i OomKillDisable:b NGoroutines:i SystemTime LoggingDriver CgroupDriver CgroupVersion? NEventsListener:i KernelVersion OperatingSystem OSVersion OSType Architecture IndexServerAddress RegistryConfig:*registry.ServiceConfig NCPU:i MemTotal:i GenericResources:[]any DockerRootDir HTTPProxy/HttpProxy HTTPSProxy/HttpsProxy NoProxy Name Labels:[]s ExperimentalBuild:b ServerVersion Runtimes:{}any DefaultRuntime Swarm:swarm.Info LiveRestoreEnabled:b Isolation InitBinary ContainerdCommit:system.Commit RuncCommit:system.Commit InitCommit:system.Commit SecurityOptions:[]s ProductLicense? DefaultAddressPools:[]any? FirewallBackend:*any? CDISpecDirs:[]s DiscoveredDevices:[]any? Containerd:*any? Warnings:[]s',
  'system.PluginsInfo': 'Volume:[]s Network:[]s Authorization:[]s Log:[]s',
  'registry.ServiceConfig': 'IndexConfigs:{}*registry.IndexInfo InsecureRegistryCIDRs:[]s Mirrors:[]s',
  'registry.IndexInfo': 'Mirrors:[]s Name Official:b Secure:b',
  '*v1.Image':
    'Created/created:*t? Author/author? +v1.Platform Config/config:v1.ImageConfig? RootFS/rootfs:v1.RootFS History/history:[]any?',
  'v1.Platform': 'Architecture/architecture OS/os OSVersion/os.version? OSFeatures/os.features:[]s? Variant/variant?',
  'v1.ImageConfig':
    'User? ExposedPorts:{}empty? Env:[]s? Entrypoint:[]s? Cmd:[]s? Volumes:{}empty? WorkingDir? Labels:{}s? StopSignal? ArgsEscaped:b?',
  'v1.RootFS': 'Type/type DiffIDs/diff_ids:[]s',
  'context.contextWithTLSListing': '+store.Metadata TLSMaterial:{}any Storage:context.storage',
  'store.Metadata': 'Name? Metadata:any Endpoints:{}any',
  'context.storage': 'MetadataPath TLSPath',
  'swarm.Node':
    'ID +swarm.Meta Spec:swarm.NodeSpec Description:swarm.NodeDescription Status:swarm.NodeStatus ManagerStatus:*swarm.ManagerStatus?',
  'swarm.Meta': 'Version:swarm.Version CreatedAt:t UpdatedAt:t',
  'swarm.Version': 'Index:i?',
  'swarm.NodeSpec': 'Name? Labels:{}s Role? Availability?',
  'swarm.NodeDescription': 'Hostname? Platform:any Resources:any Engine:any TLSInfo:any',
  'swarm.NodeStatus': 'State? Message? Addr?',
  'swarm.ManagerStatus': 'Leader:b? Reachability? Addr?',
  'swarm.Secret': 'ID +swarm.Meta Spec:swarm.SecretSpec',
  'swarm.SecretSpec': 'Name Labels:{}s Data:y? Driver:*any? Templating:*any?',
  'swarm.Config': 'ID +swarm.Meta Spec:swarm.ConfigSpec',
  'swarm.ConfigSpec': 'Name Labels:{}s Data:y? Templating:*any?',
  'swarm.Service':
    'ID +swarm.Meta Spec:swarm.ServiceSpec PreviousSpec:*swarm.ServiceSpec? Endpoint:swarm.Endpoint UpdateStatus:*swarm.UpdateStatus? ServiceStatus:*any? JobStatus:*any?',
  'swarm.ServiceSpec':
    'Name? Labels:{}s TaskTemplate:swarm.TaskSpec Mode:swarm.ServiceMode UpdateConfig:*swarm.UpdateConfig? RollbackConfig:*swarm.UpdateConfig? Networks:[]swarm.NetworkAttachmentConfig? EndpointSpec:*swarm.EndpointSpec?',
  'swarm.TaskSpec':
    'ContainerSpec:*swarm.ContainerSpec? PluginSpec:*any? NetworkAttachmentSpec:*any? Resources:*swarm.ResourceRequirements? RestartPolicy:*swarm.RestartPolicy? Placement:*swarm.Placement? Networks:[]swarm.NetworkAttachmentConfig? LogDriver:*swarm.Driver? ForceUpdate:i Runtime?',
  'swarm.ContainerSpec':
    'Image? Labels:{}s? Command:[]s? Args:[]s? Hostname? Env:[]s? Dir? User? Groups:[]s? Privileges:*any? Init:*b? StopSignal? TTY:b? OpenStdin:b? ReadOnly:b? Mounts:[]mount.Mount? StopGracePeriod:*d? Healthcheck:*v1.HealthcheckConfig? Hosts:[]s? DNSConfig:*swarm.DNSConfig? Secrets:[]*swarm.SecretReference? Configs:[]*swarm.ConfigReference? Isolation? Sysctls:{}s? CapabilityAdd:[]s? CapabilityDrop:[]s? Ulimits:[]*units.Ulimit? OomScoreAdj:i?',
  'swarm.DNSConfig': 'Nameservers:[]s? Search:[]s? Options:[]s?',
  'swarm.SecretReference': 'File:*swarm.FileTarget SecretID SecretName',
  'swarm.ConfigReference': 'File:*swarm.FileTarget? Runtime:*any? ConfigID ConfigName',
  'swarm.FileTarget': 'Name UID GID Mode:m',
  'swarm.ResourceRequirements': 'Limits:*swarm.Limit? Reservations:*swarm.Resources?',
  'swarm.Limit': 'NanoCPUs:i? MemoryBytes:i? Pids:i?',
  'swarm.Resources': 'NanoCPUs:i? MemoryBytes:i? GenericResources:[]any?',
  'swarm.RestartPolicy': 'Condition? Delay:*d? MaxAttempts:*i? Window:*d?',
  'swarm.Placement':
    'Constraints:[]s? Preferences:[]swarm.PlacementPreference? MaxReplicas:i? Platforms:[]swarm.Platform?',
  'swarm.PlacementPreference': 'Spread:*swarm.SpreadOver',
  'swarm.SpreadOver': 'SpreadDescriptor',
  'swarm.Platform': 'Architecture? OS?',
  'swarm.NetworkAttachmentConfig': 'Target? Aliases:[]s? DriverOpts:{}s?',
  'swarm.Driver': 'Name? Options:{}s?',
  'swarm.ServiceMode':
    'Replicated:*swarm.ReplicatedService? Global:*empty? ReplicatedJob:*swarm.ReplicatedJob? GlobalJob:*empty?',
  'swarm.ReplicatedService': 'Replicas:*i?',
  'swarm.ReplicatedJob': 'MaxConcurrent:*i? TotalCompletions:*i?',
  'swarm.UpdateConfig': 'Parallelism:i Delay:d? FailureAction? Monitor:d? MaxFailureRatio:f Order',
  'swarm.EndpointSpec': 'Mode? Ports:[]swarm.PortConfig?',
  'swarm.PortConfig': 'Name? Protocol? TargetPort:i? PublishedPort:i? PublishMode?',
  'swarm.Endpoint': 'Spec:swarm.EndpointSpec? Ports:[]swarm.PortConfig? VirtualIPs:[]swarm.EndpointVirtualIP?',
  'swarm.EndpointVirtualIP': 'NetworkID? Addr?',
  'swarm.UpdateStatus': 'State? StartedAt:*t? CompletedAt:*t? Message?',
  'swarm.Info':
    'NodeID NodeAddr LocalNodeState ControlAvailable:b Error RemoteManagers:[]any Nodes:i? Managers:i? Cluster:*swarm.ClusterInfo? Warnings:[]s?',
  'swarm.ClusterInfo':
    'ID +swarm.Meta Spec:swarm.Spec TLSInfo:swarm.TLSInfo RootRotationInProgress:b DefaultAddrPool:[]s SubnetSize:i DataPathPort:i',
  'swarm.Spec':
    'Name? Labels:{}s Orchestration:swarm.OrchestrationConfig? Raft:swarm.RaftConfig? Dispatcher:swarm.DispatcherConfig? CAConfig:swarm.CAConfig? TaskDefaults:swarm.TaskDefaults? EncryptionConfig:swarm.EncryptionConfig?',
  'swarm.OrchestrationConfig': 'TaskHistoryRetentionLimit:*i?',
  'swarm.RaftConfig':
    'SnapshotInterval:i? KeepOldSnapshots:*i? LogEntriesForSlowFollowers:i? ElectionTick:i HeartbeatTick:i',
  'swarm.DispatcherConfig': 'HeartbeatPeriod:d?',
  'swarm.CAConfig': 'NodeCertExpiry:d? ExternalCAs:[]any? SigningCACert? SigningCAKey? ForceRotate:i?',
  'swarm.TaskDefaults': 'LogDriver:*swarm.Driver?',
  'swarm.EncryptionConfig': 'AutoLockManagers:b',
  'swarm.TLSInfo': 'TrustRoot? CertIssuerSubject? CertIssuerPublicKey?',
  'system.Commit': 'ID',
  'system.clientInfo': 'Debug:b +system.clientVersion Plugins:[]any Warnings:[]s',
};
