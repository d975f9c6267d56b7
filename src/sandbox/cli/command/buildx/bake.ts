import type { BuildEvent } from '../../../api/types/build.ts';
import { decode, encode } from '../../../kernel/bytes.ts';
import { type BakeFile, type Definition, readDefinition } from '../../bake/definition.ts';
import { HclError, HclNotSimulated } from '../../bake/hcl/error.ts';
import { resolveBake } from '../../bake/resolve.ts';
import { runBake } from '../../bake/run.ts';
import { type BakeTarget, printed, targetOf } from '../../bake/target.ts';
import { excerpt } from '../../build/excerpt.ts';
import { progressMode } from '../../build/progress-mode.ts';
import { showBuild } from '../../build/show-build.ts';
import { chooseBuilder } from '../../buildx/choose.ts';
import { defineCommand } from '../../command.ts';
import { StatusError, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';

const DEFAULTS = [
  ...['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
  ...['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'],
];

export const buildxBake = defineCommand({
  use: 'docker buildx bake [OPTIONS] [TARGET...]',
  also: ['docker bake', 'docker builder bake'],
  aliases: ['docker buildx bake', 'docker buildx f'],
  plugin: true,
  short: 'Build from a file',
  flags: {
    allow: { type: 'stringArray', usage: 'Allow build to access specified resources' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    call: {
      type: 'string',
      usage: 'Set method for evaluating build ("check", "outline", "targets")',
      default: 'build',
    },
    check: { type: 'bool', usage: 'Shorthand for "--call=check"' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    file: { type: 'stringArray', short: 'f', usage: 'Build definition file' },
    list: { type: 'string', usage: 'List targets or variables' },
    load: { type: 'bool', usage: 'Shorthand for "--set=*.output=type=docker". Conditional.' },
    'metadata-file': { type: 'string', usage: 'Write build result metadata to a file', simulated: false },
    'no-cache': { type: 'bool', usage: 'Do not use cache when building the image' },
    print: { type: 'bool', usage: 'Print the options without building' },
    progress: {
      type: 'string',
      usage:
        'Set type of progress output ("auto", "none",  "plain", "quiet", "rawjson", "tty"). Use plain to show container output',
      default: 'auto',
    },
    provenance: { type: 'string', usage: 'Shorthand for "--set=*.attest=type=provenance"' },
    pull: { type: 'bool', usage: 'Always attempt to pull all referenced images' },
    push: { type: 'bool', usage: 'Shorthand for "--set=*.output=type=registry". Conditional.' },
    sbom: { type: 'string', usage: 'Shorthand for "--set=*.attest=type=sbom"' },
    set: { type: 'stringArray', usage: 'Override target value (e.g., "targetpattern.key=value")' },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags, path }) => {
    const mode = progressMode(io, flags.progress, false);
    const builder = chooseBuilder(io, flags.builder, path);
    const onlyShows = flags.print || flags.list !== '';
    const { files, events } = readFiles(io, flags.file);
    // What is told of the files stands above a refusal; a build tells it in its own log.
    const tell = async () => {
      if (mode !== 'plain' && mode !== 'tty') return;
      if (!onlyShows && mode === 'plain')
        await io.err(`#0 building with "${builder.name}" instance using ${builder.driver} driver\n\n`);
      await showBuild(withoutHead(io), list(events), { mode: 'plain', builder, onNeed: () => undefined });
    };
    try {
      const missing = files.find((file) => file instanceof UsageError);
      if (missing instanceof UsageError) throw missing;
      if (files.length === 0) throw new UsageError("couldn't find a bake definition");
      const definition = readDefinition(files as BakeFile[], io.env);
      if (flags.list !== '') {
        await tell();
        return await io.out(listed(definition, flags.list));
      }
      const everywhere: BakeTarget = targetOf({
        ...(flags['no-cache'] && { 'no-cache': true }),
        ...(flags.pull && { pull: true }),
        ...(flags.push && { output: ['type=image,push=true'] }),
        ...(flags.load && { output: ['type=docker'] }),
        ...attestations(flags.sbom, flags.provenance),
      });
      const bake = resolveBake(definition, args, { set: flags.set, everywhere });
      if (flags.print) {
        await tell();
        const target = Object.fromEntries([...bake.targets].map(([name, each]) => [name, printed(each)]));
        return await io.out(`${goJson({ group: bake.groups, target })}\n`);
      }
      const call = flags.check ? 'check' : flags.call;
      await runBake(io, client, { targets: bake.targets, mode, builder, call, allow: flags.allow, prelude: events });
    } catch (error) {
      if (error instanceof HclError) {
        await tell();
        const { line, message } = error;
        const file = (files as BakeFile[]).find(({ name }) => message.startsWith(`${name}:`));
        const place = { filename: file?.name ?? '', text: file?.text ?? '', start: line, end: line };
        throw new StatusError(1, `${excerpt(place)}ERROR: ${message}`);
      }
      if (!(error instanceof UsageError || error instanceof HclNotSimulated)) throw error;
      await tell();
      throw new StatusError(1, `ERROR: ${error.message}`);
    }
  },
});

async function* list(events: readonly BuildEvent[]): AsyncGenerator<BuildEvent> {
  yield* events;
}

/** Plain progress begins with the builder's name, which `--print` leaves out. */
const withoutHead = (io: Io): Io => ({
  ...io,
  err: async (data) => (String(data).startsWith('#0 ') ? undefined : io.err(data)),
});

const attestations = (sbom: string, provenance: string): { attest?: readonly string[] } => {
  const of = (type: string, text: string) =>
    text === '' || text === 'false' ? [] : [text === 'true' ? `type=${type}` : `type=${type},${text}`];
  const attest = [...of('sbom', sbom), ...of('provenance', provenance)];
  return attest.length === 0 ? {} : { attest };
};

/** As Go writes JSON: with `<`, `>` and `&` as escapes. */
const goJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

function readFiles(
  io: Io,
  given: readonly string[],
): { readonly files: readonly (BakeFile | UsageError)[]; readonly events: readonly BuildEvent[] } {
  const names = given.length > 0 ? given : DEFAULTS.filter((name) => io.fs.exists(name));
  const files = names.map((name) => {
    if (!io.fs.exists(name)) return new UsageError(`open ${name}: no such file or directory`);
    return { name, text: decode(io.fs.readFile(name)) };
  });
  const statuses = files.map((file, index): BuildEvent => {
    const size = file instanceof UsageError ? undefined : encode(file.text).length;
    const sizes = size === undefined ? {} : { current: size, total: size };
    return { type: 'status', vertex: 1, id: `reading ${names[index] ?? ''}`, at: 0, done: true, ...sizes };
  });
  const name = '[internal] load local bake definitions';
  return {
    files,
    events: [{ type: 'start', vertex: 1, name, at: 0 }, ...statuses, { type: 'end', vertex: 1, at: 0 }],
  };
}

function listed({ targets, groups, variables }: Definition, what: string): string {
  const [type = ''] = what.replace(/^type=/, '').split(',');
  const asJson = what.includes('format=json');
  if (type === 'variables') {
    const rows = variables.map(
      ({ name, value, description }) => `${name}\t\t\t${value === null ? '<null>' : String(value)}\t${description}\n`,
    );
    return `VARIABLE\tTYPE\tVALUE\tDESCRIPTION\n${rows.join('')}`;
  }
  if (type !== 'targets') throw new UsageError(`invalid list type ${JSON.stringify(type)}`);
  const all = [
    ...[...targets].map(([name, target]) => ({ name, description: String(target['description'] ?? ''), group: false })),
    ...[...groups].map(([name, group]) => ({
      name,
      description: group.description || group.targets.join(', '),
      group: true,
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (!asJson)
    return `TARGET\tDESCRIPTION\n${all.map(({ name, description }) => `${name}\t${description}\n`).join('')}`;
  const shown = all.map(({ name, description, group }) => ({
    name,
    ...(description !== '' && { description }),
    ...(group && { group }),
  }));
  return `${goJson(shown)}\n`;
}
