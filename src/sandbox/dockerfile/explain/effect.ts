import type { CommandLine, Copy, Healthcheck, Instruction, Run } from '../instruction.ts';
import type { RunMount } from '../mount.ts';

const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
const code = (text: string): string => `\`${text}\``;
const codes = (items: readonly string[]): string => list(items.map(code));
const some = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many);

const command = ({ json, words }: CommandLine, shell: string): string =>
  json
    ? `${codes(words)}, word by word, without a shell`
    : `${code(words.join(' '))}, given to ${code(shell)} as one line`;

const MOUNTS: Readonly<Record<RunMount['type'], (mount: RunMount) => string>> = {
  bind: ({ from, source, target }) =>
    `${code(source === '' ? '/' : source)} of ${from === '' ? 'the build context' : code(from)} at ${code(target)}`,
  cache: ({ target }) => `a cache at ${code(target)} that outlives the build and is in no image`,
  secret: ({ id, target, env }) =>
    `the secret ${code(id)}${env === '' ? ` as the file ${code(target)}` : ` as the variable ${code(env)}`}, for this step alone`,
  ssh: () => 'the SSH agent of whoever builds',
  tmpfs: ({ target }) => `memory at ${code(target)}, gone afterwards`,
};

function run({ command: line, heredocs, mounts, network }: Run, shell: string): string {
  const script = heredocs.length > 0 ? 'the script that follows' : command(line, shell);
  const mounted = mounts.map((mount) => MOUNTS[mount.type](mount));
  const extras = [
    ...(mounted.length === 0 ? [] : [`Mounted meanwhile: ${list(mounted)}.`]),
    ...(network === 'none' ? ['There is no network.'] : network === 'host' ? ['It uses the network of the host.'] : []),
  ];
  return [
    `Runs ${script}, in a container made of all that stands above, and keeps the files it changes.`,
    ...extras,
  ].join(' ');
}

function copy({ kind, sources, documents, destination, from, ...flags }: Copy): string {
  const named = sources.map((source) => (documents.has(source) ? 'the text that follows' : code(source)));
  const place = from === '' ? 'the build context' : code(from);
  const origin = sources.every((source) => documents.has(source)) ? '' : ` from ${place}`;
  const options = [
    ...(flags.chown === '' ? [] : [`owned by ${code(flags.chown)}`]),
    ...(flags.chmod === '' ? [] : [`with mode ${code(flags.chmod)}`]),
    ...(flags.parents ? ['with the directories above them'] : []),
    ...(flags.exclude.length === 0 ? [] : [`without ${codes(flags.exclude)}`]),
  ];
  const how = options.length === 0 ? '' : `, ${list(options)}`;
  const link = flags.link ? ' Its layer stands alone: it is reused when what is below changes.' : '';
  const unpacks = kind === 'add' ? ' A local archive is unpacked; a URL is downloaded.' : '';
  return `Copies ${list(named)}${origin} to ${code(destination)}${how}.${link}${unpacks}`;
}

const seconds = (nanoseconds: number): string => `${nanoseconds / 1e9} s`;

function healthcheck({ test, interval, timeout, retries }: Healthcheck, shell: string): string {
  if (test === 'none') return 'Switches off the health check of the base image.';
  const every = interval === 0 ? '30 s' : seconds(interval);
  const limit = timeout === 0 ? '30 s' : seconds(timeout);
  return `Every ${every} the engine runs ${command(test, shell)}; ${retries === 0 ? 3 : retries} failures in a row, or answers later than ${limit}, make the container unhealthy.`;
}

/**
 * What an instruction does, in a sentence or two of Markdown.
 *
 * @param shell what runs lines that are no JSON: `/bin/sh -c`
 */
export function effectOf(instruction: Instruction, shell: string): string {
  switch (instruction.kind) {
    case 'from': {
      const start =
        instruction.base === 'scratch'
          ? 'Begins a stage with nothing in it'
          : `Begins a stage with the files and settings of ${code(instruction.base)}`;
      const name = instruction.stageAs === '' ? '' : `; other stages call it ${code(instruction.stageAs)}`;
      return `${start}${name}.${instruction.platform === '' ? '' : ` For the platform ${code(instruction.platform)}.`}`;
    }
    case 'run':
      return run(instruction, shell);
    case 'copy':
    case 'add':
      return copy(instruction);
    case 'workdir':
      return `Makes ${code(instruction.value)} if it isn't there; what follows, and the container, begin there.`;
    case 'env':
      return `Sets ${codes(instruction.pairs.map(({ key }) => key))}, for the steps that follow and in every container.`;
    case 'label':
      return `Notes ${codes(instruction.pairs.map(({ key }) => key))} on the image; nothing runs differently.`;
    case 'arg': {
      const names = codes(instruction.args.map(({ key }) => key));
      return `Declares ${names}, which \`--build-arg\` may set: known to the steps of this stage, not to containers. ${code('docker history')} shows it.`;
    }
    case 'expose':
      return `Documents ${some(instruction.values.length, 'the port')} ${codes(instruction.values)}; publishes nothing. ${code('docker run -P')} reads it.`;
    case 'volume':
      return `Gives every container a volume of its own at ${codes(instruction.values)}, filled with what the image has there.`;
    case 'user':
      return `The steps that follow, and the container, run as ${code(instruction.value)}.`;
    case 'shell':
      return `From here on ${codes(instruction.values)} runs the lines of RUN, CMD and ENTRYPOINT that are no JSON.`;
    case 'stopsignal':
      return `${code('docker stop')} sends ${code(instruction.value)} instead of SIGTERM.`;
    case 'healthcheck':
      return healthcheck(instruction, shell);
    case 'cmd':
      return `Without words of its own ${code('docker run')} runs ${command(instruction.command, shell)}. With an ENTRYPOINT these are its arguments.`;
    case 'entrypoint':
      return `Every container runs ${command(instruction.command, shell)}${instruction.command.json ? '; CMD, or the words behind the image, follow as arguments' : '; CMD and the words behind the image are ignored, and signals reach the shell'}.`;
    case 'onbuild':
      return `Does nothing here; a build that starts from this image begins with ${code(instruction.expression)}.`;
    case 'maintainer':
      return 'Names an author; a label does that today.';
  }
}
