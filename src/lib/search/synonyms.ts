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
  ['clean', 'prune', 'cleanup', 'space', 'disk', 'free', 'wipe', 'purge', 'reclaim'],
  ['wipe', 'purge', 'remove', 'reset'],
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
  ['backup', 'back', 'restore'],
  ['slow', 'cache', 'speed', 'fast'],
  ['signal', 'sigterm', 'sigkill'],
  ['static', 'fixed'],
  ['ip', 'address'],
  ['traffic', 'talk', 'communicate'],
  ['talk', 'reach', 'connect', 'communicate', 'link', 'access'],
  ['remove', 'delete', 'prune', 'unused'],
  ['dangling', 'untagged', 'none'],
  ['login', 'authentication', 'unauthorized', 'denied'],
  ['arm', 'arm64', 'platform', 'architecture', 'm1'],
  ['scan', 'vulnerability', 'cve', 'trivy'],
  ['cache', 'cached', 'layer'],
  ['permission', 'owner', 'chown'],
  ['restart', 'reboot'],
  ['tag', 'version'],
  ['inspect', 'detail', 'info'],
  ['transfer', 'move', 'migrate', 'save', 'export'],
  ['everything', 'all'],
  ['arch', 'architecture', 'platform'],
  ['downtime', 'rolling', 'update'],
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
  ['store', 'storage', 'lie', 'location', 'located', 'path'],
  ['internet', 'outbound', 'outside', 'nat'],
  ['two', 'multiple', 'several', 'many'],
  ['yml', 'yaml'],
  ['docker-compose.yml', 'docker-compose.yaml', 'compose.yaml', 'compose.yml'],
  ['ignore', 'exclude', 'dockerignore'],
  ['remap', 'userns', 'subuid'],
  ['apple', 'silicon', 'mac', 'arm64'],
  ['sidecar', 'share'],
  ['graceful', 'sigterm', 'shutdown'],
  ['shutdown', 'stop'],
  ['leak', 'secret'],
  ['segfault', 'segmentation', '139'],
  ['follow', 'tail'],
  ['debug', 'troubleshoot', 'diagnose'],
  ['instruction', 'directive', 'keyword'],
  ['account', 'login', 'hub'],
  ['upload', 'push'],
  ['download', 'fetch', 'pull'],
  ['offline', 'save', 'load', 'tar'],
  ['certificate', 'tls', 'x509', 'https'],
  ['automatic', 'always', 'restart'],
  ['deploy', 'stack'],
  ['cpu', 'core', 'processor'],
  ['architecture', 'client', 'server'],
  ['hot', 'reload', 'watch', 'live'],
  ['firewall', 'iptables', 'ufw', 'nftables'],
  ['replica', 'scale', 'instance'],
];

/** Phrases in which the words mean something else than alone. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  // What the form of a value says.
  [/-v\s+[\w.-]+:\/\S*/g, '-v named volume'],
  [/-v\s+[.~/$]\S*/g, '-v bind mount'],
  [/-p\s+127\.0\.0\.1:\S*/g, '-p publish port loopback address'],
  [/\bdocker (?:buildx )?build\b(.*\s)-(?=\s|$)/g, 'docker build$1stdin'],
  [/\bx509\b|\bHTTP response to HTTPS\b|\bcertificate signed by unknown\b/gi, '$& insecure registry certificate'],
  [
    /\b(?:keeps?|always|constantly) (?:re)?start\w*|\b(?:restart|crash)(?:es|ing|s)? ?(?:loop|again and again|over and over)/gi,
    'restart policy crash',
  ],
  [/\bby (?:its |their )?names?\b/gi, 'name dns resolution'],
  [
    /\bssh (?:in(?:to)?|to)\b|\b(?:get|go|jump|log|step) (?:in(?:to|side)?)\b(?! (?:to )?(?:docker hub|registry))/gi,
    'exec into container shell',
  ],
  [/\b(?:too|so) (?:big|large|huge)\b/gi, 'smaller size'],
  [/\bcurrent (?:folder|directory)\b|\$\(pwd\)|\$PWD/gi, 'bind mount directory'],
  [/\b(?:without|non|not as)[ -]root\b/gi, 'rootless user'],
  [/\bas soon as\b|\bright away\b|\bstraight away\b|\bat once\b/gi, 'immediately'],
  [/\bno such host\b|\bbad address\b|\bname or service not known\b/gi, 'name resolution dns'],
];

/** @returns the query with such phrases in the words of the notes. */
export function inOurWords(query: string): string {
  return PHRASES.reduce((text, [phrase, words]) => text.replace(phrase, words), query);
}

const WORDS = new Map<string, Set<string>>();
for (const words of GROUPS) {
  const group = words.map(stemmer);
  for (const word of group) {
    const others = WORDS.get(word) ?? new Set();
    for (const other of group) if (other !== word) others.add(other);
    WORDS.set(word, others);
  }
}

/** People type it, though no page may have it. */
export const hasSynonyms = (word: string): boolean => TYPED.has(word);
const TYPED = new Set(GROUPS.flat());

/** @returns other words for a word as tokensOf gives it. */
export function synonymsOf(word: string): readonly string[] {
  return [...(WORDS.get(word) ?? [])];
}
