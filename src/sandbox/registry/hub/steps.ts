import type { ImageConfig } from '../../api/types/image.ts';
import type { Recipe } from './recipe.ts';

/** A line of a recipe, read. */
export interface Step {
  /** Bytes of the layer it made; undefined: metadata only. */
  readonly size: number | undefined;
  readonly instruction: string;
  readonly rest: string;
  readonly createdBy: string;
  /** It is in the configuration, but no entry of the history tells of it. */
  readonly silent: boolean;
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };
const EMPTY_CONFIG: ImageConfig = {
  Cmd: null,
  Entrypoint: null,
  Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  Labels: null,
  OnBuild: null,
  User: '',
  Volumes: null,
  WorkingDir: '',
};

export function readSteps({ steps, builder }: Recipe): Step[] {
  return steps
    .trim()
    .split(/(?<!\\)\n/)
    .map((line) => readStep(line.trim(), builder === ''));
}

function readStep(line: string, legacy: boolean): Step {
  const [, number, unit = 'B', entry = ''] = /^(?:([\d.]+)([kMG]?B) )?(.*)$/s.exec(line.replace(/^!/, '')) ?? [];
  const [, instruction = '', rest = ''] = /^(\S+) ?(.*)$/s.exec(entry) ?? [];
  const size = number === undefined ? undefined : Math.round(Number(number) * (UNITS[unit] ?? 1));
  return {
    size,
    instruction,
    rest,
    createdBy: legacy ? entry : createdBy(instruction, rest),
    silent: line.startsWith('!'),
  };
}

/** As BuildKit writes it down. @see buildkit frontend/dockerfile/dockerfile2llb/convert.go, commitToHistory */
function createdBy(instruction: string, rest: string): string {
  switch (instruction) {
    case 'RUN':
      return `RUN /bin/sh -c ${rest} # buildkit`;
    case 'COPY':
    case 'ADD':
      return `${instruction} ${rest} # buildkit`;
    case 'CMD':
    case 'ENTRYPOINT':
      return `${instruction} [${list(rest)
        .map((word) => JSON.stringify(word))
        .join(' ')}]`;
    case 'EXPOSE':
      return `EXPOSE map[${rest
        .split(' ')
        .map((port) => `${port}:{}`)
        .join(' ')}]`;
    case 'VOLUME':
      return `VOLUME [${rest}]`;
    default:
      return `${instruction} ${rest}`;
  }
}

const list = (json: string): readonly string[] => JSON.parse(json) as readonly string[];

/** What the steps say of how the image runs, over what the image below says. */
export function configOf(steps: readonly Step[], base: ImageConfig = EMPTY_CONFIG): ImageConfig {
  return steps.reduce(apply, base);
}

function apply(config: ImageConfig, { instruction, rest, createdBy: entry }: Step): ImageConfig {
  switch (instruction) {
    case 'ENV':
      return { ...config, Env: setEnv(config.Env ?? [], rest) };
    case 'CMD':
      return { ...config, Cmd: list(rest) };
    case 'ENTRYPOINT':
      return { ...config, Entrypoint: list(rest), Cmd: null };
    case 'EXPOSE':
      return { ...config, ExposedPorts: { ...config.ExposedPorts, ...keys(rest) } };
    case 'VOLUME':
      return { ...config, Volumes: { ...config.Volumes, ...keys(rest) } };
    case 'WORKDIR':
      return { ...config, WorkingDir: rest };
    case 'USER':
      return { ...config, User: rest };
    case 'STOPSIGNAL':
      return { ...config, StopSignal: rest };
    case 'LABEL':
      return { ...config, Labels: { ...config.Labels, ...label(rest) } };
    default:
      return legacyCommand(config, entry);
  }
}

/** Keys are sorted, as Go marshals a map. */
const keys = (words: string): Record<string, Record<string, never>> =>
  Object.fromEntries(
    words
      .split(' ')
      .sort()
      .map((word) => [word, {}]),
  );

function label(assignment: string): Record<string, string> {
  const [name = '', ...value] = assignment.split('=');
  return { [name]: value.join('=') };
}

function setEnv(env: readonly string[], assignment: string): string[] {
  const name = assignment.slice(0, assignment.indexOf('=') + 1);
  return env.some((line) => line.startsWith(name))
    ? env.map((line) => (line.startsWith(name) ? assignment : line))
    : [...env, assignment];
}

/** `/bin/sh -c #(nop)  CMD ["/bin/bash"]`, of images that the old builder made. */
function legacyCommand(config: ImageConfig, entry: string): ImageConfig {
  const [, instruction, rest = ''] = /^\/bin\/sh -c #\(nop\)\s+(CMD|LABEL) (.*)$/.exec(entry) ?? [];
  if (instruction === 'CMD') return { ...config, Cmd: list(rest) };
  return instruction === 'LABEL' ? { ...config, Labels: { ...config.Labels, ...label(rest) } } : config;
}
