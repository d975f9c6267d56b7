export interface ImportedPort {
  readonly host: string;
  readonly address: string;
  readonly container: string;
  readonly protocol: string;
}
export interface ImportedMount {
  readonly type: 'bind' | 'volume' | 'tmpfs';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}
export interface ImportedNetwork {
  readonly name: string;
  readonly driver: string;
  readonly subnets: readonly string[];
  readonly internal: boolean;
}
export interface ImportedContainer {
  readonly name: string;
  readonly image: string;
  /** Empty: that of the image. */
  readonly command: readonly string[];
  readonly state: 'running' | 'paused' | 'exited' | 'created';
  readonly ports: readonly ImportedPort[];
  readonly mounts: readonly ImportedMount[];
  readonly networks: readonly {
    readonly name: string;
    readonly address: string;
    readonly aliases: readonly string[];
  }[];
  readonly networkMode: string;
  readonly restart: string;
  /** Bytes; 0: no limit. */
  readonly memory: number;
  readonly nanoCpus: number;
  readonly readOnly: boolean;
  /** Names only: values may be secret, and a link holds what is imported. */
  readonly variables: readonly string[];
  readonly labels: readonly (readonly [string, string])[];
}

/** Networks that every engine has. */
const BUILT_IN = ['bridge', 'host', 'none', 'default'];
/** Longest label that is worth a place in a link. */
const LONGEST_LABEL = 200;

/** A word of the shell. */
export const quote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** `docker network create`; none for those that are there anyhow. Drivers of other machines become bridges. */
export function networkCommand({ name, subnets, internal }: ImportedNetwork): string[] {
  if (BUILT_IN.includes(name)) return [];
  const flags = [...subnets.slice(0, 1).map((subnet) => `--subnet ${subnet}`), ...(internal ? ['--internal'] : [])];
  return [['docker network create', ...flags, quote(name), '>/dev/null'].join(' ')];
}

/**
 * Makes a container of the same shape. An image that the simulated Hub doesn't have is stood in for by busybox under
 * its name, whose only process sleeps.
 */
export function containerCommands(container: ImportedContainer, earlier: readonly ImportedContainer[]): string[] {
  const { name, state, networks, command } = container;
  const own = networks.filter((network) => !BUILT_IN.includes(network.name));
  const fits = imageOf(container);
  const verb = state === 'created' ? 'docker create' : 'docker run -d';
  const flags = [...flagsOf(container, earlier), ...(own[0] === undefined ? modeOf(container) : networkFlags(own[0]))];
  const begin = [verb, '--name', quote(name), ...flags, quote(fits)].join(' ');
  const known = [begin, ...command.map(quote)].join(' ');
  return [
    `case " $stand_ins " in *" "${quote(fits)}" "*) ${begin} sleep infinity;; *) ${known};; esac >/dev/null`,
    ...own
      .slice(1)
      .map((network) =>
        ['docker network connect', ...networkFlags(network).slice(2), quote(network.name), quote(name)].join(' '),
      ),
    ...(state === 'exited' ? [`docker stop -t 0 ${quote(name)} >/dev/null`] : []),
    ...(state === 'paused' ? [`docker pause ${quote(name)} >/dev/null`] : []),
  ];
}

/** What it is made of; an image that was known by its id alone gets a name. */
const imageOf = ({ image }: ImportedContainer): string =>
  image === '' || /^sha256:|^[0-9a-f]{12,64}$/.test(image) ? 'imported:latest' : image.replace(/@sha256:.*$/, '');

/** Gets each image once; `$stand_ins` names those that the simulated Hub doesn't have, for which busybox stands in. */
export function imageCommand(containers: readonly ImportedContainer[]): string {
  const images = [...new Set(containers.map(imageOf))];
  return [
    'stand_ins=',
    `for image in ${images.map(quote).join(' ')}; do`,
    '  docker pull -q "$image" >/dev/null 2>&1 && continue',
    '  docker tag busybox "$image" && stand_ins="$stand_ins $image"',
    'done',
  ].join('\n');
}

function networkFlags({ name, address, aliases }: ImportedContainer['networks'][number]): string[] {
  const named = aliases.filter((alias) => !/^[0-9a-f]{12}$/.test(alias));
  return [
    '--network',
    quote(name),
    ...(address === '' ? [] : ['--ip', quote(address)]),
    ...named.map((alias) => `${'--network-alias'} ${quote(alias)}`),
  ];
}

function modeOf({ networkMode }: ImportedContainer): string[] {
  return networkMode === 'host' || networkMode === 'none' ? ['--network', networkMode] : [];
}

function flagsOf(
  { ports, mounts, restart, memory, nanoCpus, readOnly, variables, labels }: ImportedContainer,
  earlier: readonly ImportedContainer[],
): string[] {
  const taken = new Set(earlier.flatMap((one) => one.ports.map(({ host, protocol }) => `${host}/${protocol}`)));
  const free = ports.filter(({ host, protocol }) => host === '' || !taken.has(`${host}/${protocol}`));
  return [
    ...free.map(
      ({ host, container, protocol, address }) =>
        `-p ${quote(`${['', '0.0.0.0', '::'].includes(address) ? '' : `${address}:`}${host}:${container}${protocol === 'tcp' ? '' : `/${protocol}`}`)}`,
    ),
    ...mounts.map(({ type, source, target, readOnly: ro }) =>
      type === 'tmpfs' ? `--tmpfs ${quote(target)}` : `-v ${quote(`${source}:${target}${ro ? ':ro' : ''}`)}`,
    ),
    ...(['always', 'unless-stopped', 'on-failure'].includes(restart) ? [`--restart ${restart}`] : []),
    ...(memory > 0 ? [`-m ${memory}`] : []),
    ...(nanoCpus > 0 ? [`--cpus ${nanoCpus / 1e9}`] : []),
    ...(readOnly ? ['--read-only'] : []),
    ...variables.filter((name) => /^[A-Za-z_]\w*$/.test(name) && name !== 'PATH').map((name) => `-e ${name}=`),
    ...labels
      .filter(([name, value]) => name !== '' && value.length <= LONGEST_LABEL && !value.includes('\n'))
      .map(([name, value]) => `-l ${quote(`${name}=${value}`)}`),
  ];
}
