import type { Model } from './service.ts';
import { naturalOrder } from './natural-order.ts';
import { YamlTime } from './tree.ts';
import { plainScalar } from './yaml.ts';

const words = (text: string) => text.trim().split(/\s+/);

/** Keys in the order of Compose's structs; other maps are sorted. The path's parts match `*`. */
export const ORDER: Readonly<Record<string, readonly string[]>> = {
  '': words('name services networks volumes secrets configs models'),
  'services.*': words(`profiles annotations attach build develop blkio_config cap_add cap_drop cgroup_parent cgroup
    cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpus cpuset cpu_shares command configs
    container_name credential_spec depends_on deploy device_cgroup_rules devices dns dns_opt dns_search dockerfile
    domainname entrypoint provider environment env_file expose extends external_links extra_hosts group_add gpus
    hostname healthcheck image init ipc isolation labels label_file links logging log_driver log_opt mem_limit
    mem_reservation memswap_limit mem_swappiness mac_address models net networks network_mode oom_kill_disable
    oom_score_adj pid pids_limit platform ports privileged pull_policy read_only restart runtime scale secrets
    security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits
    use_api_socket user userns_mode uts volume_driver volumes volumes_from working_dir post_start pre_stop`),
  'services.*.blkio_config': words(
    'weight weight_device device_read_bps device_read_iops device_write_bps device_write_iops',
  ),
  'services.*.provider': words('type options'),
  'services.*.build.secrets.[]': words('source target uid gid mode'),
  'services.*.develop.watch.[].exec': words('command user privileged working_dir environment'),
  'models.*': words('name model context_size runtime_flags'),
  'services.*.build': words(`context dockerfile dockerfile_inline entitlements args provenance sbom ssh labels
    cache_from cache_to no_cache additional_contexts pull extra_hosts isolation network target secrets shm_size tags
    ulimits platforms privileged`),
  'services.*.develop': words('watch'),
  'services.*.develop.watch.[]': words('path action target exec include ignore initial_sync'),
  'services.*.depends_on.*': words('condition restart required'),
  'services.*.deploy': words(
    'mode replicas labels update_config rollback_config resources restart_policy placement endpoint_mode',
  ),
  'services.*.deploy.update_config': words('parallelism delay failure_action monitor max_failure_ratio order'),
  'services.*.deploy.rollback_config': words('parallelism delay failure_action monitor max_failure_ratio order'),
  'services.*.deploy.resources': words('limits reservations'),
  'services.*.deploy.resources.*': words('cpus memory pids devices generic_resources'),
  'services.*.deploy.resources.*.devices.[]': words('capabilities driver count device_ids options'),
  'services.*.gpus.[]': words('capabilities driver count device_ids options'),
  'services.*.deploy.restart_policy': words('condition delay max_attempts window'),
  'services.*.deploy.placement': words('constraints preferences max_replicas_per_node'),
  'services.*.devices.[]': words('source target permissions'),
  'services.*.healthcheck': words('test timeout interval retries start_period start_interval disable'),
  'services.*.logging': words('driver options'),
  'services.*.networks.*':
    words(`aliases driver_opts gw_priority interface_name ipv4_address ipv6_address link_local_ips
    mac_address priority`),
  'services.*.ports.[]': words('name mode host_ip target published protocol app_protocol'),
  'services.*.configs.[]': words('source target uid gid mode'),
  'services.*.secrets.[]': words('source target uid gid mode'),
  'services.*.ulimits.*': words('single soft hard'),
  'services.*.build.ulimits.*': words('single soft hard'),
  'services.*.volumes.[]': words('type source target read_only consistency bind volume tmpfs image'),
  'services.*.volumes.[].bind': words('selinux propagation create_host_path recursive'),
  'services.*.volumes.[].volume': words('labels nocopy subpath'),
  'services.*.volumes.[].tmpfs': words('size mode'),
  'services.*.post_start.[]': words('command user privileged working_dir environment'),
  'services.*.pre_stop.[]': words('command user privileged working_dir environment'),
  'networks.*': words('name driver driver_opts ipam external internal attachable labels enable_ipv4 enable_ipv6'),
  'networks.*.ipam': words('driver config options'),
  'networks.*.ipam.config.[]': words('subnet gateway ip_range aux_addresses'),
  'volumes.*': words('name driver driver_opts external labels'),
  'secrets.*': words('name file environment content external labels driver driver_opts template_driver'),
  'configs.*': words('name file environment content external labels driver driver_opts template_driver'),
};

const PATTERNS = Object.entries(ORDER).map(([pattern, keys]) => ({
  parts: pattern === '' ? [] : pattern.split('.'),
  keys,
}));

function orderOf(path: readonly string[]): readonly string[] | undefined {
  return PATTERNS.find(
    ({ parts }) => parts.length === path.length && parts.every((part, at) => part === '*' || part === path[at]),
  )?.keys;
}

/** The model as a tree whose keys stand as Compose writes them. @param escape doubles `$` */
export function orderedModel(model: Model, escape: boolean): Record<string, unknown> {
  const { name, services, networks, volumes, secrets, configs, models, extensions } = model;
  const filled = Object.entries({ networks, volumes, secrets, configs, models }).filter(
    ([, map]) => Object.keys(map).length > 0,
  );
  const unnamed = Object.fromEntries(
    Object.entries(services).map(([key, { name: _name, ...service }]) => [key, service]),
  );
  const tree = { name, services: unnamed, ...Object.fromEntries(filled), ...extensions };
  return ordered(tree, [], escape) as Record<string, unknown>;
}

function ordered(value: unknown, path: readonly string[], escape: boolean): unknown {
  if (typeof value === 'string') return escape ? value.replaceAll('$', '$$$$') : value;
  if (Array.isArray(value)) return value.map((item) => ordered(item, [...path, '[]'], escape));
  if (typeof value !== 'object' || value === null || value instanceof YamlTime) return value;
  const known = orderOf(path);
  const rank = (key: string) => {
    const at = known?.indexOf(key) ?? 0;
    return at < 0 ? (known?.length ?? 0) : at;
  };
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || naturalOrder(a, b));
  return Object.fromEntries(
    keys
      .map((key) => [key, ordered((value as Record<string, unknown>)[key], [...path, key], escape)] as const)
      .filter(([key, one]) => !(known !== undefined && isOmitted(one, key, path)))
      .map(([key, one]) => [escape ? key.replaceAll('$', '$$$$') : key, one]),
  );
}

/** Booleans that say something where they are false. */
const STRUCTS = ['healthcheck', 'deploy', 'logging', 'blkio_config', 'credential_spec'];
const POINTERS = ['init', 'attach', 'enable_ipv4', 'enable_ipv6'];

/** Fields without a value are left out; these stay. */
function isOmitted(value: unknown, key: string, path: readonly string[]): boolean {
  if ((path.length === 0 && key === 'services') || (path.length === 2 && key === 'develop')) return value === undefined;
  if (['command', 'entrypoint'].includes(key) && path.length === 2) return value === undefined;
  if (path.length === 2 && path[0] === 'services' && STRUCTS.includes(key))
    return value === undefined || value === null;
  if (path.at(-1) === 'bind' || (path.at(-1) === 'deploy' && key === 'replicas') || key === 'required')
    return value === undefined;
  if (['bind', 'volume', 'tmpfs', 'image'].includes(key) && path.at(-2) === 'volumes') return value === undefined;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || (value === false && !POINTERS.includes(key));
}

/** YAML as gopkg.in/yaml.v3 writes it, two columns a level. */
export function toYaml(value: unknown): string {
  return `${lines(value, '').join('\n')}\n`;
}

function lines(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = nested(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  const entries = Object.entries(value as Record<string, unknown>);
  // Keys that look like numbers come first in an object of ours.
  if (entries.some(([key]) => /^\d+$/.test(key))) entries.sort(([a], [b]) => naturalOrder(a, b));
  return entries.flatMap(([key, item]) => {
    const head = `${indent}${scalar(key, indent)}:`;
    if (isFilled(item)) return [head, ...lines(item, `${indent}  `)];
    return `${head} ${scalar(item, `${indent}  `)}`.split('\n');
  });
}

const isFilled = (value: unknown) =>
  typeof value === 'object' && value !== null && !(value instanceof YamlTime) && Object.keys(value).length > 0;
const nested = (value: unknown, indent: string) =>
  isFilled(value) ? lines(value, indent) : scalar(value, indent).split('\n');

function scalar(value: unknown, indent: string): string {
  if (Array.isArray(value)) return '[]';
  if (value === null || value === undefined) return 'null';
  if (value instanceof YamlTime) return value.text;
  if (typeof value === 'object') return '{}';
  return typeof value === 'string' ? quoted(value, indent) : String(value);
}

/** No number of ours, but one of YAML's. */
const LARGE_INTEGER = /^[-+]?\d{16,}$/;
const OLD_BOOLEANS = /^(y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/;

function quoted(text: string, indent: string): string {
  if (
    typeof plainScalar(text) !== 'string' ||
    LARGE_INTEGER.test(text) ||
    OLD_BOOLEANS.test(text) ||
    BASE_60.test(text) ||
    DATE.test(text)
  ) {
    return JSON.stringify(text);
  }
  if (/[\u0000-\u0008\u000b-\u001f\u007f\t]|[\ud800-\udbff]| \n/.test(text)) return doubleQuoted(text);
  if (text.includes('\n')) return literal(text, indent);
  const plain = !/^[\s#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|^(---|\.\.\.)/.test(text) && !/:(\s|$)|\s#|\s$/.test(text);
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
};

/** What stands beyond the first plane is written by its number, as letters without a form are. */
function doubleQuoted(text: string): string {
  const letters = [...text].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (ESCAPES[letter] !== undefined) return ESCAPES[letter];
    if (code > 0xffff) return `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
    return code < 32 || code === 127 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : letter;
  });
  return `"${letters.join('')}"`;
}

function literal(text: string, indent: string): string {
  const chomp = text.endsWith('\n\n') || text === '\n' ? '+' : text.endsWith('\n') ? '' : '-';
  const body = chomp === '+' ? text.slice(0, -1) : text.replace(/\n$/, '');
  const hint = /^[ \n]/.test(text) ? '2' : '';
  return [`|${hint}${chomp}`, ...body.split('\n').map((line) => (line === '' ? '' : indent + line))].join('\n');
}
