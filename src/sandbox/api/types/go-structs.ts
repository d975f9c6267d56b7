/**
 * Go's structs for what templates print: fields in order, `Name/jsonKey:type?`.
 *
 * Types: (none) string, `i` integer, `f` float, `b` bool, `any`, `[]T`, `{}T` map of strings, `*T` pointer, or another struct.
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
  'container.HealthcheckResult': 'Start End ExitCode:i Output',
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
  'v1.HealthcheckConfig': 'Test:[]s? Interval:i? Timeout:i? StartPeriod:i? StartInterval:i? Retries:i?',
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
  'image.Metadata': 'LastTagTime?',
  'network.Inspect':
    'Name ID/Id Created Scope Driver EnableIPv4:b EnableIPv6:b IPAM:network.IPAM Internal:b Attachable:b Ingress:b ConfigFrom:network.ConfigReference ConfigOnly:b Containers:{}network.EndpointResource Options:{}s Labels:{}s Peers:[]any? Services:{}any?',
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
  'swarm.Node':
    'ID +swarm.Meta Spec:swarm.NodeSpec Description:swarm.NodeDescription Status:swarm.NodeStatus ManagerStatus:*swarm.ManagerStatus?',
  'swarm.Meta': 'Version:swarm.Version CreatedAt UpdatedAt',
  'swarm.Version': 'Index:i?',
  'swarm.NodeSpec': 'Name? Labels:{}s Role? Availability?',
  'swarm.NodeDescription': 'Hostname? Platform:any Resources:any Engine:any TLSInfo:any',
  'swarm.NodeStatus': 'State? Message? Addr?',
  'swarm.ManagerStatus': 'Leader:b? Reachability? Addr?',
  'swarm.Secret': 'ID +swarm.Meta Spec:swarm.SecretSpec',
  'swarm.SecretSpec': 'Name Labels:{}s Data:[]i? Driver:*any? Templating:*any?',
  'swarm.Config': 'ID +swarm.Meta Spec:swarm.ConfigSpec',
  'swarm.ConfigSpec': 'Name Labels:{}s Data? Templating:*any?',
  'swarm.Service':
    'ID +swarm.Meta Spec:any PreviousSpec:*any? Endpoint:any UpdateStatus:*any? ServiceStatus:*any? JobStatus:*any?',
  'swarm.Info':
    'NodeID NodeAddr LocalNodeState ControlAvailable:b Error RemoteManagers:[]any Nodes:i? Managers:i? Cluster:*any? Warnings:[]s?',
  'system.Commit': 'ID',
  'system.clientInfo': 'Debug:b +system.clientVersion Plugins:[]any Warnings:[]s',
};
