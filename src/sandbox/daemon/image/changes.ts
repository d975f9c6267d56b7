import { ApiError } from '../../api/errors.ts';
import type { HealthConfig } from '../../api/types/container.ts';
import type { ImageConfig } from '../../api/types/image.ts';

type Draft = { -readonly [Key in keyof ImageConfig]: ImageConfig[Key] };

const refuse = (message: string): never => {
  throw new ApiError('invalid_parameter', message);
};

/** `["a", "b"]` as a list; anything else is a line for the shell. */
function command(text: string): { readonly exec: string[] } | { readonly line: string } {
  if (!text.startsWith('[')) return { line: text };
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return { exec: list };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { line: text };
}

/** Words with quotes and backslashes undone. */
function words(text: string): string[] {
  const found = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  return found.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ''),
  );
}

/** `A=1 B="two words"`, or the old form `A two words`. */
function pairs(text: string, name: string): [string, string][] {
  const list = words(text);
  const [first = ''] = list;
  if (first === '') refuse(`${name} requires at least one argument`);
  if (!first.includes('=')) {
    if (list.length < 2) refuse(`${name} must have two arguments`);
    return [[first, text.slice(text.indexOf(first) + first.length).trim()]];
  }
  return list.map((word) => {
    const at = word.indexOf('=');
    if (at < 0) refuse(`Syntax error - can't find = in "${word}". Must be of the form: name=value`);
    return [word.slice(0, at), word.slice(at + 1)];
  });
}

const INSTRUCTIONS: Readonly<Record<string, (draft: Draft, rest: string) => void>> = {
  CMD(draft, rest) {
    const read = command(rest);
    draft.Cmd = 'exec' in read ? read.exec : [...(draft.Shell ?? ['/bin/sh', '-c']), read.line];
  },
  ENTRYPOINT(draft, rest) {
    const read = command(rest);
    draft.Entrypoint =
      rest === '' || rest === '[]'
        ? null
        : 'exec' in read
          ? read.exec
          : [...(draft.Shell ?? ['/bin/sh', '-c']), read.line];
  },
  ENV(draft, rest) {
    const env = [...(draft.Env ?? [])];
    for (const [name, value] of pairs(rest, 'ENV')) {
      const at = env.findIndex((entry) => entry.startsWith(`${name}=`));
      if (at < 0) env.push(`${name}=${value}`);
      else env[at] = `${name}=${value}`;
    }
    draft.Env = env;
  },
  EXPOSE(draft, rest) {
    const ports: Record<string, Record<string, never>> = { ...draft.ExposedPorts };
    for (const port of words(rest)) {
      if (!/^\d+(-\d+)?(\/(tcp|udp|sctp))?$/.test(port)) refuse(`Invalid containerPort: ${port}`);
      ports[port.includes('/') ? port : `${port}/tcp`] = {};
    }
    draft.ExposedPorts = Object.fromEntries(Object.entries(ports).sort(([a], [b]) => (a < b ? -1 : 1)));
  },
  LABEL(draft, rest) {
    draft.Labels = { ...draft.Labels, ...Object.fromEntries(pairs(rest, 'LABEL')) };
  },
  ONBUILD(draft, rest) {
    draft.OnBuild = [...(draft.OnBuild ?? []), rest];
  },
  USER(draft, rest) {
    draft.User = rest;
  },
  VOLUME(draft, rest) {
    const read = command(rest);
    const paths = 'exec' in read ? read.exec : words(rest);
    draft.Volumes = { ...draft.Volumes, ...Object.fromEntries(paths.map((path) => [path, {}])) };
  },
  WORKDIR(draft, rest) {
    draft.WorkingDir = rest.startsWith('/')
      ? rest
      : `${draft.WorkingDir === '' ? '/' : draft.WorkingDir}/${rest}`.replace('//', '/');
  },
  STOPSIGNAL(draft, rest) {
    draft.StopSignal = rest;
  },
  SHELL(draft, rest) {
    const read = command(rest);
    if (!('exec' in read)) refuse('SHELL requires the arguments to be in JSON form');
    else draft.Shell = read.exec;
  },
  HEALTHCHECK(draft, rest) {
    const [, options = '', test = ''] = /^((?:--[\w-]+=\S+\s+)*)(.*)$/.exec(rest) ?? [];
    if (/^NONE$/i.test(test)) {
      draft.Healthcheck = { Test: ['NONE'] };
      return;
    }
    if (options.trim() !== '') refuse('drydock: not simulated: options of HEALTHCHECK in --change');
    const read = command(test.replace(/^CMD\s+/i, ''));
    draft.Healthcheck = {
      Test: 'exec' in read ? ['CMD', ...read.exec] : ['CMD-SHELL', read.line],
    } satisfies HealthConfig;
  },
};

/**
 * `commit --change` and `import --change`: instructions of a Dockerfile that change metadata alone.
 *
 * @throws {ApiError} `FROM is not a valid change command`, `file with no instructions`
 */
export function applyChanges(config: ImageConfig, changes: readonly string[]): ImageConfig {
  const draft: Draft = { ...config };
  for (const change of changes) {
    if (change.split('\n').every((line) => /^\s*(#|$)/.test(line))) {
      throw new ApiError('invalid_parameter', 'file with no instructions');
    }
  }
  for (const line of changes.flatMap((change) => change.split('\n'))) {
    const [, name = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === '' || name.startsWith('#')) continue;
    const apply = INSTRUCTIONS[name.toUpperCase()];
    if (apply === undefined) throw new ApiError('invalid_parameter', `${name} is not a valid change command`);
    apply(draft, rest);
  }
  return draft;
}
