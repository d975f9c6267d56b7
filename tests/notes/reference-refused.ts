/** Commands that a reference engine is not asked, as they would end it or the machine it runs on, and why. */
const REFUSED: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\b(?:p?kill|killall)\b.*\b(?:dockerd|containerd)\b(?!-shim)/, 'it would kill the reference engine'],
  [/\bsystemctl\b.*\b(?:stop|restart|kill|disable|mask|reload)\b/, 'it would stop the reference engine'],
  [/\bservice +docker +(?:stop|restart)\b/, 'it would stop the reference engine'],
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
  ],
];

/** @returns why a reference engine must not be asked to run a command; undefined where it may. */
export function refused(command: string): string | undefined {
  return REFUSED.find(([pattern]) => pattern.test(command))?.[1];
}

/** What the reference machine hasn't, whatever its engine: commands about it say nothing of Docker there. */
const UNLIKE: readonly (readonly [pattern: RegExp, why: string])[] = [
  [
    /\/sys\/fs\/cgroup|\/proc\/\S*cgroup|\bcgroup\.procs|CgroupVersion|--cgroupns|\bsystemd-cgls\b/,
    'the reference machine has cgroup v1, the simulated one v2',
  ],
  [/(?:^|[;&|(\n] *)ssh +node\d/, 'the reference is one machine, without the other nodes of a swarm'],
  [/\bpivot_root\b/, 'the reference machine has no pivot_root'],
  [/\bsystemctl\b|\bjournalctl\b/, 'the reference machine has no systemd'],
];

/** @returns why the reference machine's answer to a command can't be compared; undefined where it can. */
export function incomparable(command: string): string | undefined {
  return UNLIKE.find(([pattern]) => pattern.test(command))?.[1];
}
