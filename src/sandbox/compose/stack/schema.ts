import { UsageError } from '../../cli/errors.ts';
import { isMap, scalarText, type Tree, type TreeMap } from '../model/tree.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Keys of version 3, asked of docker stack config 28.5.2 one by one. `x-…` is allowed everywhere. */
const TOP = words('version services networks volumes secrets configs');
const SERVICE = words(`build cap_add cap_drop cgroup_parent cgroupns_mode command configs container_name credential_spec
  depends_on deploy devices dns dns_search domainname entrypoint env_file environment expose external_links extra_hosts
  healthcheck hostname image init ipc isolation labels links logging mac_address network_mode networks oom_score_adj pid
  ports privileged read_only restart secrets security_opt shm_size stdin_open stop_grace_period stop_signal sysctls tmpfs
  tty ulimits user userns_mode volumes working_dir`);
/** Keys of version 2, told apart from those that never were. */
const FORBIDDEN = words('cpu_quota cpu_shares cpuset extends mem_limit memswap_limit volume_driver volumes_from');
const VERSION = /^3(\.(\d|1[0-3]))?$/;

/**
 * Stacks read Compose files of version 3, and those without one.
 *
 * @throws {UsageError} `services.web Additional property profiles is not allowed`
 * @see docker/cli cli/compose/loader
 */
export function checkStackFile(tree: Tree | undefined): void {
  if (!isMap(tree)) throw new UsageError('top-level object must be a mapping');
  const version = tree['version'];
  if (version !== undefined && !VERSION.test(scalarText(version))) {
    throw new UsageError(`unsupported Compose file version: ${scalarText(version)}`);
  }
  const services = isMap(tree['services']) ? Object.entries(tree['services']) : [];
  const maps = services.filter((entry): entry is [string, TreeMap] => isMap(entry[1]));
  if (maps.some(([, service]) => Object.keys(service).some((key) => FORBIDDEN.has(key)))) {
    throw new UsageError('Configuration contains forbidden properties');
  }
  for (const [name, service] of maps) {
    refuseOthers(`services.${name}`, service, SERVICE);
    const { depends_on: after } = service;
    if (after !== undefined && isMap(after)) throw new UsageError(`services.${name}.depends_on must be a list`);
  }
  refuseOthers('(root)', tree, TOP);
}

function refuseOthers(where: string, map: TreeMap, known: ReadonlySet<string>): void {
  const odd = Object.keys(map)
    .toSorted()
    .find((key) => !known.has(key) && !key.startsWith('x-'));
  if (odd !== undefined) throw new UsageError(`${where} Additional property ${odd} is not allowed`);
}
