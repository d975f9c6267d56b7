import { FLAG, list, map, type Shape, struct, TEXT, WHOLE } from './unmarshal.ts';

/** What the engine accepts as bodies of requests: fields and Go types of moby's api/types, v28.5. */

const all = (shape: Shape, names: string): Record<string, Shape> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, shape]));
const EMPTY = struct('struct {}', {});

const ENDPOINT = struct('network.EndpointSettings', {
  IPAMConfig: struct('network.EndpointIPAMConfig', {
    ...all(TEXT, 'IPv4Address IPv6Address'),
    LinkLocalIPs: list(TEXT),
  }),
  ...all(list(TEXT), 'Links Aliases DNSNames'),
  ...all(TEXT, 'MacAddress NetworkID EndpointID Gateway IPAddress IPv6Gateway GlobalIPv6Address'),
  ...all(WHOLE, 'GwPriority IPPrefixLen GlobalIPv6PrefixLen'),
  DriverOpts: map(TEXT),
});

const MOUNT = struct(
  'mount.Mount',
  {
    Type: { kind: 'scalar', type: 'string', name: 'mount.Type' },
    ...all(TEXT, 'Source Target'),
    ReadOnly: FLAG,
    Consistency: TEXT,
    BindOptions: struct('mount.BindOptions', {
      Propagation: TEXT,
      ...all(FLAG, 'NonRecursive CreateMountpoint ReadOnlyNonRecursive ReadOnlyForceRecursive'),
    }),
    VolumeOptions: struct('mount.VolumeOptions', {
      NoCopy: FLAG,
      Labels: map(TEXT),
      Subpath: TEXT,
      DriverConfig: struct('mount.Driver', { Name: TEXT, Options: map(TEXT) }),
    }),
    ImageOptions: struct('mount.ImageOptions', { Subpath: TEXT }),
    TmpfsOptions: struct('mount.TmpfsOptions', { SizeBytes: WHOLE, Mode: WHOLE, Options: list(list(TEXT)) }),
  },
  { Type: '', Target: '' },
);

const throttles = list(struct('blkiodev.ThrottleDevice', { Path: TEXT, Rate: WHOLE }, { Path: '', Rate: 0 }));
const RESTART = struct(
  'container.RestartPolicy',
  { Name: TEXT, MaximumRetryCount: WHOLE },
  { Name: '', MaximumRetryCount: 0 },
);

const RESOURCES: Readonly<Record<string, Shape>> = {
  ...all(WHOLE, 'CpuShares Memory NanoCpus BlkioWeight CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime KernelMemory'),
  ...all(WHOLE, 'MemoryReservation MemorySwap MemorySwappiness PidsLimit CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth'),
  ...all(TEXT, 'CgroupParent CpusetCpus CpusetMems'),
  BlkioWeightDevice: list(struct('blkiodev.WeightDevice', { Path: TEXT, Weight: WHOLE }, { Path: '', Weight: 0 })),
  ...all(throttles, 'BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps BlkioDeviceWriteIOps'),
  Devices: list(
    struct(
      'container.DeviceMapping',
      all(TEXT, 'PathOnHost PathInContainer CgroupPermissions'),
      { PathOnHost: '', PathInContainer: '', CgroupPermissions: '' },
    ),
  ),
  DeviceCgroupRules: list(TEXT),
  DeviceRequests: list(
    struct(
      'container.DeviceRequest',
      { Driver: TEXT, Count: WHOLE, DeviceIDs: list(TEXT), Capabilities: list(list(TEXT)), Options: map(TEXT) },
      { Driver: '', Count: 0, DeviceIDs: null, Capabilities: null, Options: null },
    ),
  ),
  OomKillDisable: FLAG,
  Ulimits: list(struct('units.Ulimit', { Name: TEXT, Hard: WHOLE, Soft: WHOLE }, { Name: '', Hard: 0, Soft: 0 })),
}; // prettier-ignore

const HOST_CONFIG = struct('container.HostConfig', {
  ...RESOURCES,
  ...all(list(TEXT), 'Binds VolumesFrom Dns DnsOptions DnsSearch ExtraHosts GroupAdd Links SecurityOpt MaskedPaths ReadonlyPaths'),
  ...all(list(TEXT, { one: true }), 'CapAdd CapDrop'),
  ...all(TEXT, 'ContainerIDFile NetworkMode VolumeDriver CgroupnsMode IpcMode Cgroup PidMode UTSMode UsernsMode Runtime Isolation'),
  ...all(FLAG, 'AutoRemove Privileged PublishAllPorts ReadonlyRootfs Init'),
  ...all(map(TEXT), 'Annotations StorageOpt Tmpfs Sysctls'),
  ...all(WHOLE, 'OomScoreAdj ShmSize'),
  ConsoleSize: list(WHOLE),
  LogConfig: struct('container.LogConfig', { Type: TEXT, Config: map(TEXT) }, { Type: '', Config: null }),
  PortBindings: map(
    list(struct('nat.PortBinding', all(TEXT, 'HostIp HostPort'), { HostIp: '', HostPort: '' })),
  ),
  RestartPolicy: RESTART,
  Mounts: list(MOUNT),
}); // prettier-ignore

/** POST /containers/create */
export const CONTAINER_CREATE = struct('container.CreateRequest', {
  ...all(TEXT, 'Hostname Domainname User Image WorkingDir MacAddress StopSignal'),
  ...all(FLAG, 'AttachStdin AttachStdout AttachStderr Tty OpenStdin StdinOnce ArgsEscaped NetworkDisabled'),
  ...all(list(TEXT), 'Env OnBuild'),
  ...all(list(TEXT, { one: true }), 'Cmd Entrypoint Shell'),
  ...all(map(EMPTY), 'ExposedPorts Volumes'),
  StopTimeout: WHOLE,
  Labels: map(TEXT),
  Healthcheck: struct('container.HealthConfig', {
    Test: list(TEXT),
    ...all(WHOLE, 'Interval Timeout StartPeriod StartInterval Retries'),
  }),
  HostConfig: HOST_CONFIG,
  NetworkingConfig: struct('network.NetworkingConfig', { EndpointsConfig: map(ENDPOINT) }, { EndpointsConfig: null }),
}); // prettier-ignore

/** POST /containers/{id}/update */
export const CONTAINER_UPDATE = struct('container.UpdateConfig', { ...RESOURCES, RestartPolicy: RESTART });

/** POST /containers/{id}/exec */
export const EXEC_CREATE = struct(
  'container.ExecOptions',
  {
    ...all(TEXT, 'User DetachKeys WorkingDir'),
    ...all(FLAG, 'Privileged Tty AttachStdin AttachStdout AttachStderr Detach'),
    ...all(list(TEXT), 'Env Cmd'),
    ConsoleSize: list(WHOLE),
  },
  { Cmd: [] },
);

/** POST /exec/{id}/start */
export const EXEC_START = struct('container.ExecStartOptions', {
  ...all(FLAG, 'Detach Tty'),
  ConsoleSize: list(WHOLE),
});

/** POST /networks/create */
export const NETWORK_CREATE = struct(
  'network.CreateRequest',
  {
    ...all(TEXT, 'Name Driver Scope'),
    ...all(FLAG, 'CheckDuplicate EnableIPv4 EnableIPv6 Internal Attachable Ingress ConfigOnly'),
    ...all(map(TEXT), 'Options Labels'),
    IPAM: struct('network.IPAM', {
      Driver: TEXT,
      Options: map(TEXT),
      Config: list(
        struct('network.IPAMConfig', { ...all(TEXT, 'Subnet IPRange Gateway'), AuxiliaryAddresses: map(TEXT) }),
      ),
    }),
    ConfigFrom: struct('network.ConfigReference', { Network: TEXT }, { Network: '' }),
  },
  { Name: '' },
);

/** POST /networks/{id}/connect */
export const NETWORK_CONNECT = struct(
  'network.ConnectOptions',
  { Container: TEXT, EndpointConfig: ENDPOINT },
  { Container: '' },
);

/** POST /networks/{id}/disconnect */
export const NETWORK_DISCONNECT = struct(
  'network.DisconnectOptions',
  { Container: TEXT, Force: FLAG },
  { Container: '', Force: false },
);

/** POST /volumes/create */
export const VOLUME_CREATE = struct('volume.CreateOptions', {
  ...all(TEXT, 'Name Driver'),
  ...all(map(TEXT), 'DriverOpts Labels'),
  ClusterVolumeSpec: EMPTY,
});

/** POST /auth */
export const AUTH = struct('registry.AuthConfig', {
  ...all(TEXT, 'username password auth serveraddress identitytoken registrytoken email'),
});

/** POST /configs/create and POST /secrets/create; `Data` in base64. */
export const kept = (noun: 'config' | 'secret'): Shape =>
  struct(
    noun === 'config' ? 'swarm.ConfigSpec' : 'swarm.SecretSpec',
    {
      ...all(TEXT, 'Name Data'),
      Labels: map(TEXT),
      ...all(struct('swarm.Driver', { Name: TEXT, Options: map(TEXT) }, { Name: '' }), 'Driver Templating'),
    },
    { Name: '', Labels: {}, Data: '' },
  );

/** Not Docker's: what buildx sends to a registry itself. */
export const NEW_INDEX = struct('drydock.NewIndex', { text: TEXT, sources: map(TEXT) });
