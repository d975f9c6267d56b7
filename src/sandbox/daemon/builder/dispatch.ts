import { formatDuration } from '../../api/duration.ts';
import { parseSignal } from '../../kernel/signal.ts';
import { cleanPath } from '../container/config.ts';
import { expand } from '../../dockerfile/expand.ts';
import type { CommandLine, Healthcheck, Instruction, Run } from '../../dockerfile/instruction.ts';
import { BuildError } from './failure.ts';
import { exposedPorts } from './ports.ts';
import { runCommand } from './run-step.ts';
import type { Operation } from './operation.ts';
import { note, stepName, type StageState } from './stage-state.ts';
import { copy } from './copy-step.ts';
import { display } from './step-text.ts';
import type { Surroundings } from './surroundings.ts';

/** Go's %q of a list. */
const quoted = (words: readonly string[] | null): string =>
  `[${(words ?? []).map((word) => JSON.stringify(word)).join(' ')}]`;

const record = (names: readonly string[]): Record<string, Record<string, never>> =>
  Object.fromEntries([...names].sort().map((name) => [name, {}]));

const shellWords = (state: StageState, command: CommandLine): readonly string[] =>
  command.json ? command.words : [...(state.config.Shell ?? ['/bin/sh', '-c']), command.words.join(' ')];

/** The lists of the configuration are the stage's own: `begin` copies them. */
function setEnv(state: StageState, key: string, value: string): void {
  const env = (state.config.Env ??= []) as string[];
  const at = state.scope.env.has(key) ? env.findIndex((entry) => entry.startsWith(`${key}=`)) : -1;
  if (at < 0) env.push(`${key}=${value}`);
  else env[at] = `${key}=${value}`;
  state.scope.setEnv(key, value);
}

function run(state: StageState, instruction: Run, around: Surroundings): void {
  if (instruction.mountProblem !== '') throw new BuildError(instruction.mountProblem);
  const { args, pipes, summary } = runCommand(instruction, state.config.Shell);
  if (args.length === 0) throw new BuildError('failed to marshal LLB definition: arguments are required');
  const { scope, config } = state;
  const expandField = (text: string) => scope.expand(text);
  const mounts = instruction.mounts.map((mount) => {
    const needsFiles = mount.type === 'bind' || (mount.type === 'cache' && mount.from !== '');
    const expanded = { ...mount, source: expandField(mount.source), target: expandField(mount.target) };
    return { mount: expanded, from: needsFiles ? around.source(expandField(mount.from), mount.target) : undefined };
  });
  const env = scope.environment(config.Env ?? []);
  const secrets = instruction.mounts.flatMap((mount) =>
    mount.type === 'secret' && mount.env !== '' ? [mount.env] : [],
  );
  state.operation = {
    kind: 'run',
    name: stepName(state, display(state, instruction.original + summary, true, secrets)),
    range: instruction.range,
    useCache: around.useCache(state),
    input: state.operation,
    args,
    env,
    proxies: scope.proxies,
    cwd: config.WorkingDir === '' ? '/' : config.WorkingDir,
    user: config.User,
    network: instruction.network === 'default' ? around.network : instruction.network,
    architecture: state.platform.architecture,
    mounts,
    pipes,
  };
  const declared = scope.args.map(({ key, value }) => `${key}=${value ?? ''} `).join('');
  const prefix = scope.args.length === 0 ? '' : `|${scope.args.length} ${declared}`;
  note(state, `RUN ${prefix}${args.join(' ')} # buildkit`, true);
}

/** BuildKit does a WORKDIR again only above a step that it does again. @see buildkit dockerfile2llb, dispatchWorkdir */
const isTakenFromCache = (operation: Operation): boolean =>
  operation.kind === 'scratch' || operation.kind === 'image' || operation.useCache;

function workdir(state: StageState, path: string, instruction: Instruction, around: Surroundings): void {
  const base = state.config.WorkingDir === '' ? '/' : state.config.WorkingDir;
  // An absolute path is kept as it was written; only a relative one is joined and cleaned.
  const written = path.startsWith('/') ? path : cleanPath(`${base}/${path}`);
  const target = cleanPath(written);
  state.config.WorkingDir = written;
  if (target !== '/') {
    state.operation = {
      kind: 'mkdir',
      name: stepName(state, display(state, instruction.original, false)),
      range: instruction.range,
      useCache: around.useCache(state) || isTakenFromCache(state.operation),
      input: state.operation,
      path: target,
      user: state.config.User,
    };
  }
  note(state, `WORKDIR ${written}`, target !== '/');
}

function healthcheck(state: StageState, instruction: Healthcheck): void {
  const { test, interval, timeout, startPeriod, startInterval, retries } = instruction;
  const words = test === 'none' ? ['NONE'] : [test.json ? 'CMD' : 'CMD-SHELL', ...test.words];
  state.config.Healthcheck = {
    Test: words,
    ...(interval > 0 && { Interval: interval }),
    ...(timeout > 0 && { Timeout: timeout }),
    ...(startPeriod > 0 && { StartPeriod: startPeriod }),
    ...(startInterval > 0 && { StartInterval: startInterval }),
    ...(retries > 0 && { Retries: retries }),
  };
  const times = [interval, timeout, startPeriod, startInterval].map((time) => JSON.stringify(formatDuration(time)));
  const rune = retries === 0 ? "'\\x00'" : `'\\x${retries.toString(16).padStart(2, '0')}'`;
  note(state, `HEALTHCHECK &{${quoted(words)} ${times.join(' ')} ${rune}}`);
}

/** What one instruction does to its stage. @throws {BuildError} without the place, {ExpansionError} */
export function dispatch(state: StageState, instruction: Instruction, around: Surroundings): void {
  const { config, scope } = state;
  switch (instruction.kind) {
    case 'from':
      throw new Error('a stage has one FROM');
    case 'run':
      return run(state, instruction, around);
    case 'copy':
    case 'add':
      return copy(state, instruction, around);
    case 'workdir':
      return workdir(state, scope.expand(instruction.value), instruction, around);
    case 'healthcheck':
      return healthcheck(state, instruction);
    case 'env': {
      const pairs = scope.expandPairs(instruction.pairs);
      for (const { key, value } of pairs) setEnv(state, key, value);
      return note(state, `ENV ${pairs.map(({ key, value }) => `${key}=${value}`).join(' ')}`);
    }
    case 'label': {
      const pairs = scope.expandPairs(instruction.pairs);
      const labels = (config.Labels ??= {}) as Record<string, string>;
      for (const { key, value } of pairs) labels[key] = value;
      return note(state, `LABEL ${pairs.map(({ key, value }) => `${key}=${value}`).join(' ')}`);
    }
    case 'arg': {
      const args = scope.declare(instruction);
      const shown = args.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`));
      return note(state, `ARG ${shown.join(' ')}`);
    }
    case 'expose': {
      const words = instruction.values.flatMap(
        (value) => expand(value, scope.variables, { escape: scope.escape }).words,
      );
      const ports = words.flatMap(exposedPorts).sort();
      config.ExposedPorts = record([...Object.keys(config.ExposedPorts ?? {}), ...ports]);
      return note(state, `EXPOSE [${ports.join(' ')}]`);
    }
    case 'volume': {
      const paths = instruction.values.map((value) => scope.expand(value));
      config.Volumes = record([...Object.keys(config.Volumes ?? {}), ...paths]);
      return note(state, `VOLUME [${paths.join(' ')}]`);
    }
    case 'user':
      config.User = scope.expand(instruction.value);
      return note(state, `USER ${config.User}`);
    case 'stopsignal': {
      const signal = scope.expand(instruction.value);
      const isNumber = /^\d+$/.test(signal) && Number(signal) !== 0;
      if (!isNumber && parseSignal(signal) === undefined) throw new BuildError(`invalid signal: ${signal}`);
      config.StopSignal = signal;
      return note(state, `STOPSIGNAL ${signal}`);
    }
    case 'shell':
      config.Shell = instruction.values;
      return note(state, `SHELL [${instruction.values.join(' ')}]`);
    case 'maintainer':
      state.author = instruction.value;
      return note(state, `MAINTAINER ${instruction.value}`);
    case 'onbuild':
      config.OnBuild = [...(config.OnBuild ?? []), instruction.expression];
      return;
    case 'cmd':
      config.Cmd = shellWords(state, instruction.command);
      config.ArgsEscaped = true;
      state.cmdIsSet = true;
      return note(state, `CMD ${quoted(config.Cmd)}`);
    case 'entrypoint':
      config.Entrypoint = shellWords(state, instruction.command);
      if (!state.cmdIsSet) config.Cmd = null;
      return note(state, `ENTRYPOINT ${quoted(config.Entrypoint)}`);
  }
}
