const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const TYPES: Readonly<Record<string, string>> = {
  bool: `allow-direct-routing cri-containerd debug experimental icc init ip-forward ip-forward-no-drop ip-masq ip6tables
    iptables ipv6 live-restore no-new-privileges raw-logs rootless selinux-enabled tls tlsverify userland-proxy`,
  string: `api-cors-header bip bip6 bridge cgroup-parent containerd containerd-namespace data-root default-cgroupns-mode
    default-ipc-mode default-runtime exec-root fixed-cidr fixed-cidr-v6 group init-path log-driver log-level metrics-addr
    pidfile seccomp-profile storage-driver swarm-default-advertise-addr tlscacert tlscert tlskey userland-proxy-path
    userns-remap`,
  'log.OutputFormat': 'log-format',
  int: `max-concurrent-downloads max-concurrent-uploads max-download-attempts mtu network-control-plane-mtu
    shutdown-timeout`,
  int64: 'cpu-rt-period cpu-rt-runtime',
  '[]string': `authorization-plugins cdi-spec-dirs dns-opts dns-search exec-opts hosts insecure-registries labels
    node-generic-resources registry-mirrors storage-opts`,
  '[]net.IP': 'dns',
  'net.IP': 'default-gateway default-gateway-v6 host-gateway-ip ip',
  'map[string]string': 'log-opts',
  'map[string]bool': 'features',
  'map[string]system.Runtime': 'runtimes',
  'map[string]*units.Ulimit': 'default-ulimits',
  'map[string]map[string]string': 'default-network-opts',
  'config.BuilderConfig': 'builder',
};

/** Fields of daemon.json and their types, as Go names them; asked of dockerd 28.5.2 one by one. */
export const FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries(TYPES).flatMap(([type, names]) => words(names).map((name): [string, string] => [name, type])),
);

/** Names that are taken without a look: options by their flag's name, and fields of types that are not checked here. */
export const UNCHECKED: ReadonlySet<string> = new Set(
  words(`add-runtime allow-nondistributable-artifacts authorization-plugin cdi-spec-dir containerd-plugins-namespace
    default-address-pool default-address-pools default-network-opt default-shm-size default-ulimit deprecated-key-path
    dns-opt exec-opt feature help host host-gateway-ips http-proxy https-proxy insecure-registry label log-opt no-proxy
    node-generic-resource registry-mirror storage-opt version`),
);
