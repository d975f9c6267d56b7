/** What a reference engine runs on: a machine of its own, started by systemd, or a corner of another machine. */
export interface Machine {
  /** Version of its control groups. */
  readonly cgroups: 1 | 2;
  readonly systemd: boolean;
}

const isOfItsOwn = ({ systemd }: Machine): boolean => systemd;
const hasLimitedGroups = ({ cgroups }: Machine): boolean => cgroups === 2;

/** What it is about, why not, and the machines for which that doesn't hold. */
type Rule = readonly [pattern: RegExp, why: string, but?: (machine: Machine) => boolean];

/** Commands that a reference engine is not asked, as they would end it or the machine it runs on, and why. */
const REFUSED: readonly Rule[] = [
  [/\b(?:p?kill|killall)\b.*\b(?:dockerd|containerd)\b(?!-shim)/, 'it would kill the reference engine', isOfItsOwn],
  [/\bsystemctl\b.*\b(?:stop|restart|kill|disable|mask|reload)\b/, 'it would stop the reference engine', isOfItsOwn],
  [/\bservice +docker +(?:stop|restart)\b/, 'it would stop the reference engine', isOfItsOwn],
  [/(?:^|[;&|(] *)(?:sudo +)?(?:reboot|shutdown|poweroff|halt)\b/, 'it would stop the reference machine'],
  [/(?:^|[;&|(] *)(?:sudo +)?kill(?: +-\w+)* +1(?: |$)/, "it would kill the machine's first process"],
  [/\brm +-\w*[rf]\w* +\/(?:var\/lib\/(?:docker|containerd)|etc|usr)?\/?\*?(?: |$)/, 'it would remove the engine'],
  [/(?:^|[;&|(] *)dockerd(?: +-|$| *&)/, 'it would start a second daemon beside the reference engine'],
  [
    /\bumount\b[^;|&\n]*\bcgroup|\bmount\b[^;|&\n]*\bcgroup2? +[^|;&\s]/,
    'it would take the reference engine its control groups',
  ],
  // In a container a limit holds; in a group of the host only where cgroup v2 is, which the reference machine hasn't.
  [
    /^(?!.*\bdocker\b).*\btail +\/dev\/zero/s,
    "it would eat the reference machine's memory: its cgroups are v1, so the limit is a plain file",
    hasLimitedGroups,
  ],
];

/** @returns why a reference engine must not be asked to run a command; undefined where it may. */
export const refused = (command: string, machine: Machine): string | undefined => find(REFUSED, command, machine);

const find = (rules: readonly Rule[], command: string, machine: Machine): string | undefined =>
  rules.find(([pattern, , but]) => pattern.test(command) && but?.(machine) !== true)?.[1];

/** What the reference machine hasn't, whatever its engine: commands about it say nothing of Docker there. */
const UNLIKE: readonly Rule[] = [
  [
    /\/sys\/fs\/cgroup|\/proc\/\S*cgroup|\bcgroup\.procs|CgroupVersion|--cgroupns|\bsystemd-cgls\b/,
    'the reference machine has cgroup v1, the simulated one v2',
    hasLimitedGroups,
  ],
  [/\bpivot_root\b/, 'the reference machine has no pivot_root', isOfItsOwn],
  [/\bsystemctl\b|\bjournalctl\b/, 'the reference machine has no systemd', isOfItsOwn],
];

/** @returns why the reference machine's answer to a command can't be compared; undefined where it can. */
export const incomparable = (command: string, machine: Machine): string | undefined => find(UNLIKE, command, machine);
