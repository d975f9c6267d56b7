/** Words for the value of a flag, by the flag's long name; the flag's own text says what it is for. */
const VALUES: Readonly<Record<string, (value: string) => string | undefined>> = {
  publish,
  volume,
  mount,
  env: (value) =>
    value.includes('=')
      ? `the variable ${before(value, '=')} is ${quoted(after(value, '='))}`
      : `the variable ${value} gets the value that it has in this shell`,
  network: (value) =>
    ({
      host: "the host's own network: no address of its own, no ports to publish",
      none: 'no network but the loopback interface',
      bridge: 'the default bridge, on which names are not resolved',
    })[value] ??
    (value.startsWith('container:')
      ? `the network namespace of the container ${after(value, ':')}`
      : `the network ${value}`),
  restart,
  memory: (value) => `at most ${size(value)}; beyond it the kernel kills a process (exit code 137)`,
  cpus: (value) => `at most ${value} of a CPU's time, summed over all of them`,
  user: (value) =>
    value.includes(':')
      ? `user ${before(value, ':')}, group ${after(value, ':')}; numbers need no entry in /etc/passwd`
      : `user ${value}`,
  name: (value) => `named ${value}`,
  tag: image,
  file: (value) => (value === '-' ? 'read from standard input' : `the file ${value}`),
  platform: (value) => `for ${value}`,
  filter: (value) => `only those whose ${before(value, '=')} is ${after(value, '=')}`,
  format: (value) =>
    value.startsWith('json')
      ? 'as JSON'
      : value.includes('{{')
        ? 'each line made by a Go template; a name after the dot is a field'
        : undefined,
  workdir: (value) => `commands run in ${value}`,
  entrypoint: (value) =>
    value === '' ? 'the entrypoint of the image is cleared' : `${value} runs in place of the image's entrypoint`,
  label: (value) => `the label ${before(value, '=')} is ${quoted(after(value, '='))}`,
  'build-arg': (value) =>
    value.includes('=')
      ? `the ARG ${before(value, '=')} is ${quoted(after(value, '='))}; it shows in the history`
      : `the ARG ${value} gets its value from this shell`,
  signal: (value) => `the signal ${value}`,
  time: (value) => `after ${value} s the kernel's SIGKILL ends what is left`,
  timeout: (value) => `after ${value} s the kernel's SIGKILL ends what is left`,
  tail: (value) => (value === 'all' ? 'every line' : `the last ${value} lines`),
  target: (value) => `up to the stage ${value}`,
  tmpfs: (value) => `memory at ${before(value, ':')}, gone with the container`,
};

/** @returns what a flag's value means there, as the end of a sentence; undefined where its text says it all. */
export function explainValue(flag: string, value: string): string | undefined {
  return /[$`]/.test(value) && !['format', 'volume', 'mount'].includes(flag)
    ? 'a value that the shell fills in'
    : VALUES[flag]?.(value);
}

/** @returns the parts of an image's name: `nginx` is `docker.io/library/nginx:latest`. */
export function image(name: string): string {
  if (/[$`]/.test(name)) return 'an image whose name the shell fills in';
  const [rest = '', digest] = name.split('@');
  const slash = rest.lastIndexOf('/');
  const colon = rest.indexOf(':', slash + 1);
  const repository = colon < 0 ? rest : rest.slice(0, colon);
  const first = repository.split('/')[0] ?? '';
  const registry = repository.includes('/') && /[.:]|^localhost$/.test(first) ? first : undefined;
  const where = registry === undefined ? 'on Docker Hub' : `in the registry ${registry}`;
  const path = registry === undefined ? repository : repository.slice(registry.length + 1);
  if (digest !== undefined) return `the image ${path} ${where}, pinned to one content by its digest`;
  return `the image ${path} ${where}, tag ${colon < 0 ? 'latest, as none is given' : rest.slice(colon + 1)}`;
}

function publish(value: string): string {
  if (/(?:^|,)target=/.test(value)) {
    const fields = new Map(value.split(',').map((field) => [before(field, '='), after(field, '=')] as const));
    const short = `${fields.get('published') ?? ''}:${fields.get('target') ?? ''}/${fields.get('protocol') ?? 'tcp'}`;
    return `${publish(short.replace(/^:/, ''))}${fields.get('mode') === 'host' ? ', on each node that runs a task' : ''}`;
  }
  const [ports = '', protocol = 'tcp'] = value.split('/');
  const pieces = ports.split(':');
  const inside = pieces.at(-1) ?? '';
  const udp = protocol === 'tcp' ? '' : ` (${protocol})`;
  if (pieces.length === 1) return `port ${inside} of the container${udp} at a free port of the host`;
  const outside = pieces.at(-2) ?? '';
  const address = pieces.slice(0, -2).join(':');
  const where = address === '' ? 'on every address of the host' : `on ${address} alone`;
  return `port ${outside === '' ? 'of its choice' : outside} of the host, ${where}, leads to port ${inside} of the container${udp}`;
}

function volume(value: string): string {
  const [source = '', target, options = ''] = value.split(':');
  const mode = options.split(',').includes('ro') ? ', read-only' : '';
  if (target === undefined) return `a volume without a name at ${source}`;
  return /^[./~$"]/.test(source)
    ? `the host's ${source} at ${target}${mode}; made as a directory if it is missing`
    : `the volume ${source} at ${target}${mode}; made if it is missing`;
}

function mount(value: string): string {
  const fields = Object.fromEntries(
    value.split(',').map((field) => [before(field, '='), after(field, '=') || 'true'] as const),
  );
  const target = fields['target'] ?? fields['dst'] ?? fields['destination'] ?? '';
  const source = fields['source'] ?? fields['src'];
  const mode = 'readonly' in fields || 'ro' in fields ? ', read-only' : '';
  const what = {
    bind: `the host's ${source ?? ''}, which must exist,`,
    tmpfs: 'memory, gone with the container,',
    volume: source === undefined ? 'a volume without a name' : `the volume ${source}`,
  }[fields['type'] ?? 'volume'];
  return `${what ?? `a ${fields['type'] ?? ''}`} at ${target}${mode}`;
}

function restart(value: string): string | undefined {
  const [policy = '', times] = value.split(':');
  return {
    no: 'never',
    always: 'whenever it ends, and when the daemon starts',
    'unless-stopped': 'whenever it ends, and when the daemon starts, unless you had stopped it',
    'on-failure': `when it ends with another code than 0${times === undefined ? '' : `, at most ${times} times`}`,
  }[policy];
}

function size(value: string): string {
  const units: Readonly<Record<string, string>> = { b: 'bytes', k: 'KiB', m: 'MiB', g: 'GiB' };
  const [, number, unit] = /^([\d.]+)([bkmg])b?$/i.exec(value) ?? [];
  return number === undefined ? `${value} bytes` : `${number} ${units[(unit ?? 'b').toLowerCase()]}`;
}

const quoted = (text: string): string => (text === '' ? 'empty' : text);
const before = (text: string, mark: string): string => text.split(mark, 1)[0] ?? '';
const after = (text: string, mark: string): string =>
  text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '';
