import type { BuildEvent } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { excerpt } from '../build/excerpt.ts';
import { metadataOf } from '../build/metadata.ts';
import { NO_OPTIONS, readOptions } from '../build/options.ts';
import { bodyOf, definitionOf, prepareContext } from '../build/prepare.ts';
import { type ProgressMode, showBuild } from '../build/show-build.ts';
import { untilSignal } from '../build/until-signal.ts';
import { warningSummary } from '../build/warning-summary.ts';
import { withPush } from '../build/push.ts';
import { writeMetadata } from '../build/write-facts.ts';
import { writeFiles } from '../build/write-files.ts';
import { buildStateOf, saveBuildState } from '../buildx/build-state.ts';
import type { ChosenBuilder } from '../buildx/choose.ts';
import { bootBuilder } from '../buildx/driver.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { BakeLog, renamed } from './log.ts';
import { answersOf, type Answers } from './answers.ts';
import { linksOf } from './resolve.ts';
import { type BakeTarget, listOf } from './target.ts';

export interface BakeRun {
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** Built only because others start from them. */
  readonly linked: ReadonlySet<string>;
  readonly groups: Answers['groups'];
  readonly mode: ProgressMode;
  readonly builder: ChosenBuilder;
  readonly allow: readonly string[];
  readonly metadataFile: string;
  readonly explainsWarnings: boolean;
  /** What was read, as the first step of the log tells it. */
  readonly prelude: readonly BuildEvent[];
}

const pairs = (target: BakeTarget, key: string): readonly string[] =>
  Object.entries((target[key] ?? {}) as Readonly<Record<string, string>>).map(([name, value]) => `${name}=${value}`);
const textOf = (target: BakeTarget, key: string, usual: string): string => {
  const text = String(target[key] ?? usual);
  return text === '' ? usual : text;
};

const optionsOf = (target: BakeTarget, allow: readonly string[]) => ({
  ...NO_OPTIONS,
  path: textOf(target, 'context', '.'),
  file: target['dockerfile'] === undefined ? '' : fileOf(target),
  tags: listOf(target, 'tags'),
  target: textOf(target, 'target', ''),
  buildArgs: pairs(target, 'args'),
  labels: pairs(target, 'labels'),
  platforms: listOf(target, 'platforms'),
  network: textOf(target, 'network', 'default'),
  addHosts: pairs(target, 'extra-hosts').map((text) => text.replace('=', ':')),
  noCache: target['no-cache'] === true,
  noCacheFilter: listOf(target, 'no-cache-filter'),
  pull: target['pull'] === true,
  secrets: listOf(target, 'secret'),
  ssh: listOf(target, 'ssh'),
  contexts: pairs(target, 'contexts').filter((text) => !/^[^=]*=target:/.test(text)),
  outputs: listOf(target, 'output'),
  cacheFrom: listOf(target, 'cache-from'),
  cacheTo: listOf(target, 'cache-to'),
  attest: listOf(target, 'attest'),
  annotations: listOf(target, 'annotations'),
  allow: [...allow.filter((text) => text === 'network.host'), ...listOf(target, 'entitlements')],
  call: textOf(target, 'call', 'build'),
});

function fileOf(target: BakeTarget): string {
  const file = textOf(target, 'dockerfile', 'Dockerfile');
  const context = textOf(target, 'context', '.');
  return file.startsWith('/') || context === '.' ? file : `${context}/${file}`;
}

/** What is known of a target that was built. */
interface Built {
  reference: string;
  image: Extract<BuildEvent, { type: 'image' }> | undefined;
}

/** A target that is ready to be sent. */
type Ready = Awaited<ReturnType<typeof readTarget>>;

/** Builds the targets one after the other, in one log. With several of them steps carry their target's name. */
export async function runBake(io: Io, client: Client, run: BakeRun): Promise<void> {
  const several = run.targets.size > 1;
  const log = new BakeLog(several, 1);
  const answers: Answers = { groups: run.groups, targets: run.targets, found: new Map() };
  const built = new Map<string, Built>();
  const all: Ready[] = [];
  let building = '';
  let failed = false;
  async function* events(): AsyncGenerator<BuildEvent> {
    yield* run.prelude;
    for (const name of ordered(run.targets)) all.push(await readTarget(io, name, run));
    if (run.builder.instance !== undefined) yield* bootBuilder(io, client, run.builder.instance);
    for (const ready of all) {
      building = ready.name;
      const show = log.of(ready.name, ready.sources);
      const files: Extract<BuildEvent, { type: 'files' }>[] = [];
      const of: Built = { reference: '', image: undefined };
      built.set(ready.name, of);
      for await (const event of targetEvents(io, client, ready, built)) {
        if (event.type === 'reference') {
          of.reference = event.reference;
          if (ready.request.call === 'build') saveBuildState(io, run.builder, event.reference, ready.state);
        }
        if (event.type === 'image') of.image = event;
        if (event.type === 'files') files.push(event);
        yield* show(event);
        failed ||= event.type === 'failed';
        if (event.type === 'checked') answers.found.set(ready.name, { call: 'check', json: ready.asJson, ...event });
        if (event.type === 'described') {
          answers.found.set(ready.name, { call: ready.request.call, json: ready.asJson, ...event });
        }
      }
      if (failed) return;
      await writeFiles(io, files, ready);
    }
    if (run.metadataFile === '') return;
    for (const name of built.keys()) {
      if (run.linked.has(name) || answers.found.has(name)) continue;
      const vertex = log.next();
      const text = 'resolving provenance for metadata file';
      yield { type: 'start', vertex, name: several ? renamed(text, name) : text, at: 0 };
      yield { type: 'end', vertex, at: 0 };
    }
  }
  const shown = { mode: run.mode, builder: run.builder, onNeed: () => undefined };
  const bake = untilSignal(io, events());
  const { failure, warnings } = await showBuild(io, bake.events, shown);
  if ((run.mode === 'plain' || run.mode === 'tty') && warnings.length > 0) {
    await io.err(warningSummary(warnings, run.explainsWarnings));
  }
  const below = all.flatMap((ready) => ready.warnings);
  if (below.length > 0) await io.err(below.join(''));
  if (failure !== undefined) {
    const place = failure.source === undefined ? '' : excerpt(failure.source);
    const target = several ? `target ${building}: ` : '';
    throw new StatusError(
      bake.exitCode(),
      `${place}ERROR: ${target}${failure.isBuilt ? '' : 'failed to solve: '}${failure.message}`,
    );
  }
  if (run.metadataFile !== '') keepMetadata(io, run, all, built);
  await answersOf(io, answers);
}

/** What others start from comes first. */
function ordered(targets: ReadonlyMap<string, BakeTarget>): readonly string[] {
  const names = new Set<string>();
  const add = (name: string): void => {
    if (names.has(name)) return;
    for (const other of linksOf(targets.get(name))) add(other);
    names.add(name);
  };
  for (const name of targets.keys()) add(name);
  return [...names];
}

async function readTarget(io: Io, name: string, run: BakeRun) {
  const target = run.targets.get(name) ?? {};
  const options = optionsOf(target, run.allow);
  const read = await readOptions(io, options, run.builder.worker);
  const prepared = await prepareContext(io, { path: options.path, file: options.file, named: read.named });
  const inline = target['dockerfile-inline'];
  const definition = definitionOf(prepared);
  const dockerfile = inline === undefined ? definition.dockerfile : { name: 'Dockerfile', text: String(inline) };
  const contexts = (target['contexts'] ?? {}) as Readonly<Record<string, string>>;
  const links = Object.entries(contexts).filter(([, value]) => value.startsWith('target:'));
  return {
    name,
    target,
    prepared,
    asJson: read.asJson,
    outputs: read.outputs,
    cacheFolders: read.cacheFolders,
    warnings: read.warnings,
    pushes: read.pushes,
    links: links.map(([context, value]) => ({ context, target: value.slice('target:'.length) })),
    isTaken: [...run.targets.values()].some((other) => linksOf(other).includes(name)),
    sources: {
      context: options.path,
      dockerfile: inline === undefined ? `${options.path} ${options.file}` : `${name} ${String(inline)}`,
    },
    request: { ...read.request, ...definition, dockerfile },
    state: buildStateOf(io, { path: options.path, file: options.file, target: read.request.target }),
  };
}

async function* targetEvents(
  io: Io,
  client: Client,
  { prepared, request, links, isTaken, pushes }: Ready,
  built: ReadonlyMap<string, Built>,
): AsyncGenerator<BuildEvent> {
  const results = links.map(({ context, target }) => [context, { result: built.get(target)?.reference ?? '' }]);
  const namedContexts = { ...request.namedContexts, ...Object.fromEntries(results) } as typeof request.namedContexts;
  const body = bodyOf({ ...request, namedContexts, ...(isTaken && { keepsResult: true }) });
  if (prepared.sendsAtOnce) {
    body.push(prepared.archive([]));
    body.end();
  }
  const answer = await client.imageBuild(body);
  const events = withPush(io, client, jsonLines<BuildEvent>(answer), { pushes, metadataFile: '' });
  for await (const event of events) {
    if (event.type === 'need') {
      body.push(prepared.archive(event.contexts));
      body.end();
    } else yield event;
  }
  body.end();
}

function keepMetadata(io: Io, run: BakeRun, all: readonly Ready[], built: ReadonlyMap<string, Built>): void {
  const entries = all
    .filter(({ name }) => !run.linked.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, request }) => {
      const { image, reference = '' } = built.get(name) ?? {};
      return [name, metadataOf(image, request, `${run.builder.name}/${run.builder.node}/${reference}`)];
    });
  writeMetadata(io, run.metadataFile, Object.fromEntries(entries));
}
