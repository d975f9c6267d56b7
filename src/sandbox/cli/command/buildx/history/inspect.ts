import { atMostOne, findBuild, type KnownBuild, readBuilds } from '../../../buildx/build-records.ts';
import { attachmentsOf, buildText, contextOf, fileOf } from '../../../buildx/build-text.ts';
import { chooseBuilder, type ChosenBuilder } from '../../../buildx/choose.ts';
import { packageUrl } from '../../../build/metadata.ts';
import { defineCommand } from '../../../command.ts';
import { StatusError } from '../../../errors.ts';
import { type Row, rowStruct, type Table } from '../../../formatter/formatter.ts';
import { compile, TemplateExecError } from '../../../formatter/template/execute.ts';
import { TemplateSyntaxError } from '../../../formatter/template/lex.ts';
import type { Io } from '../../../io.ts';

export const historyInspect = defineCommand({
  use: 'docker buildx history inspect [OPTIONS] COMMAND',
  also: ['docker builder history inspect'],
  plugin: true,
  short: 'Inspect a build record',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    format: { type: 'string', usage: 'Format the output', default: 'pretty' },
  },
  epilogue:
    "Commands:\n  attachment  Inspect a build record attachment\n\nRun 'docker buildx history inspect COMMAND --help' for more information on a command.",
  args: { min: 0 },
  run: async ({ client, io, args, flags, path }) => {
    if (args[0] === 'attachment' && args.length <= 2) {
      throw new StatusError(1, 'ERROR: at least one of --type, --platform or DIGEST must be specified');
    }
    if (args[0] === 'attachment') {
      throw new StatusError(1, 'ERROR: drydock: not simulated: docker buildx history inspect attachment');
    }
    const [reference = ''] = atMostOne(args);
    const builder = chooseBuilder(io, flags.builder, path);
    const build = findBuild(await readBuilds(io, client, builder), reference);
    if (['', 'pretty'].includes(flags.format)) return io.out(buildText(io, builder, build));
    const value = valueOf(io, builder, build);
    if (flags.format === 'json') return io.out(`${JSON.stringify(value, null, 2)}\n`);
    const row = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, () => each]));
    await io.out(templated(flags.format, row));
  },
});

const TABLE: Table = { typeName: 'history.inspectOutput', headers: {} };

/** @throws {StatusError} `ERROR: failed to parse format template: …`, `ERROR: failed to execute format template: …` */
function templated(format: string, row: Row): string {
  try {
    return `${compile(format, { name: 'inspect', plain: true }).execute(rowStruct(TABLE, row))}\n`;
  } catch (error) {
    const syntax = error instanceof TemplateSyntaxError;
    if (!syntax && !(error instanceof TemplateExecError)) throw error;
    throw new StatusError(1, `ERROR: failed to ${syntax ? 'parse' : 'execute'} format template: ${error.message}`);
  }
}

const named = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Name, Value]) => ({ Name, Value }));

function valueOf(io: Io, builder: ChosenBuilder, build: KnownBuild) {
  const { record, name, total, completed, cached } = build;
  const { started, duration, buildArgs, labels, materials } = record;
  return {
    ...(name !== '' && { Name: name }),
    Ref: record.reference,
    Context: contextOf(io, builder, build),
    Dockerfile: fileOf(io, builder, build),
    ...(record.target !== '' && { Target: record.target }),
    StartedAt: new Date(started).toISOString(),
    CompletedAt: new Date(started + duration).toISOString(),
    Duration: Math.round(duration * 1e6),
    Status: record.error === undefined ? 'completed' : 'failed',
    ...(record.error !== undefined && { Error: { Code: 2, Message: record.error } }),
    NumCompletedSteps: completed,
    NumTotalSteps: total,
    NumCachedSteps: cached,
    ...(Object.keys(buildArgs).length > 0 && { BuildArgs: named(buildArgs) }),
    ...(Object.keys(labels).length > 0 && { Labels: named(labels) }),
    Config: builder.worker === undefined ? { ImageResolveMode: 'local' } : {},
    ...(materials.length > 0 && {
      Materials: materials.map((material) => ({ URI: packageUrl(material), Digests: [material.digest] })),
    }),
    ...(record.image !== '' && { Attachments: attachmentsOf(record) }),
  };
}
