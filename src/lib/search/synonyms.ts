import { stemmer } from 'stemmer';

/** Words that people type for a word that Docker and the notes use; each also counts as the other, a little less. */
const GROUPS: readonly (readonly string[])[] = [
  ['delete', 'remove', 'rm', 'erase', 'uninstall'],
  ['folder', 'directory', 'dir'],
  ['ssh', 'exec', 'shell', 'enter', 'bash'],
  ['port', 'publish', 'expose', 'forward'],
  ['persist', 'volume', 'save', 'keep'],
  ['env', 'environment', 'variable'],
  ['size', 'big', 'small', 'smaller', 'large', 'huge', 'reduce', 'shrink', 'slim'],
  ['clean', 'prune', 'cleanup', 'space', 'disk', 'free'],
  ['log', 'output', 'print'],
  ['vm', 'virtual', 'machine'],
  ['ram', 'memory', 'oom', 'oomkill'],
  ['limit', 'restrict', 'cap', 'quota'],
  ['list', 'show', 'ls', 'ps'],
  ['copy', 'cp'],
  ['rename', 'name'],
  ['config', 'configuration', 'setting'],
  ['crash', 'exit', 'die', 'dies', 'quit', 'immediately', 'once'],
  ['user', 'root', 'uid'],
  ['password', 'secret', 'credential', 'token'],
  ['network', 'net'],
  ['dns', 'name', 'resolve', 'resolution', 'host'],
  ['build', 'buildx', 'buildkit'],
  ['k8s', 'kubernetes'],
  ['mac', 'macos', 'osx'],
  ['wsl', 'windows'],
  ['db', 'database', 'postgre', 'mysql'],
  ['share', 'mount'],
  ['update', 'upgrade', 'change'],
  ['kill', 'stop', 'terminate'],
  ['startup', 'start', 'boot', 'depends_on'],
  ['health', 'healthy', 'healthcheck', 'unhealthy'],
  ['differ', 'difference', 'vs', 'versus', 'compare'],
  ['backup', 'back', 'restore'],
  ['slow', 'cache', 'speed', 'fast'],
  ['signal', 'sigterm', 'sigkill'],
  ['static', 'fixed'],
  ['ip', 'address'],
  ['talk', 'reach', 'connect', 'communicate', 'link', 'access'],
  ['remove', 'delete', 'prune'],
  ['dangling', 'untagged', 'none'],
  ['login', 'authentication', 'unauthorized', 'denied'],
  ['arm', 'arm64', 'platform', 'architecture', 'm1'],
  ['scan', 'vulnerability', 'cve', 'trivy'],
  ['cache', 'cached', 'layer'],
  ['permission', 'owner', 'chown'],
  ['restart', 'reboot'],
  ['tag', 'version'],
  ['inspect', 'detail', 'info'],
  ['transfer', 'move', 'migrate'],
  ['order', 'depends_on', 'wait'],
  ['isolation', 'isolate', 'separate'],
  ['hypervisor', 'vm'],
  ['daemon', 'dockerd', 'engine'],
  ['interactive', 'terminal', 'tty', 'shell'],
  ['background', 'detach', 'daemonize'],
  ['variable', 'interpolation'],
  ['argument', 'arg', 'parameter'],
  ['rootless', 'root'],
  ['pid1', 'init', 'tini', 'zombie'],
];

const WORDS = new Map<string, Set<string>>();
for (const words of GROUPS) {
  const group = words.map(stemmer);
  for (const word of group) {
    const others = WORDS.get(word) ?? new Set();
    for (const other of group) if (other !== word) others.add(other);
    WORDS.set(word, others);
  }
}

/** @returns other words for a word as tokensOf gives it. */
export function synonymsOf(word: string): readonly string[] {
  return [...(WORDS.get(word) ?? [])];
}
