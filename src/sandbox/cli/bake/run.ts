import type { BuildEvent } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { excerpt } from '../build/excerpt.ts';
import { checkReport } from '../build/check-report.ts';
import { NO_OPTIONS, readOptions } from '../build/options.ts';
import { bodyOf, definitionOf, prepareContext } from '../build/prepare.ts';
import { type ProgressMode, showBuild } from '../build/show-build.ts';
import { untilSignal } from '../build/until-signal.ts';
import { withPush } from '../build/push.ts';
import type { ChosenBuilder } from '../buildx/choose.ts';
import { bootBuilder } from '../buildx/driver.ts';
import { StatusError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { BakeTarget } from './target.ts';

export interface BakeRun {
  readonly targets: ReadonlyMap<string, BakeTarget>;
  readonly mode: ProgressMode;
  readonly builder: ChosenBuilder;
  readonly call: string;
  readonly allow: readonly string[];
  /** What was read, as the first step of the log tells it. */
  readonly prelude: readonly BuildEvent[];
}

const texts = (target: BakeTarget, key: string): readonly string[] => (target[key] ?? []) as readonly string[];
const pairs = (target: BakeTarget, key: string): readonly string[] =>
  Object.entries((target[key] ?? {}) as Readonly<Record<string, string>>).map(([name, value]) => `${name}=${value}`);

const optionsOf = (target: BakeTarget, { call, allow }: BakeRun) => ({
  ...NO_OPTIONS,
  path: String(target['context'] ?? '.'),
  file: target['dockerfile'] === undefined ? '' : `${String(target['context'] ?? '.')}/${String(target['dockerfile'])}`,
  tags: texts(target, 'tags'),
  target: String(target['target'] ?? ''),
  buildArgs: pairs(target, 'args'),
  labels: pairs(target, 'labels'),
  platforms: texts(target, 'platforms'),
  network: String(target['network'] ?? 'default'),
  addHosts: pairs(target, 'extra-hosts').map((text) => text.replace('=', ':')),
  noCache: target['no-cache'] === true,
  noCacheFilter: texts(target, 'no-cache-filter'),
  pull: target['pull'] === true,
  secrets: texts(target, 'secret'),
  ssh: texts(target, 'ssh'),
  contexts: pairs(target, 'contexts'),
  outputs: texts(target, 'output'),
  cacheFrom: texts(target, 'cache-from'),
  cacheTo: texts(target, 'cache-to'),
  attest: texts(target, 'attest'),
  annotations: texts(target, 'annotations'),
  allow: [...allow, ...texts(target, 'entitlements')],
  call,
});

/** Builds the targets one after the other, in one log. With several of them steps carry their target's name. */
export async function runBake(io: Io, client: Client, run: BakeRun): Promise<void> {
  const several = run.targets.size > 1;
  let offset = 1;
  let building = '';
  async function* events(): AsyncGenerator<BuildEvent> {
    yield* run.prelude;
    if (run.builder.instance !== undefined) yield* bootBuilder(io, client, run.builder.instance);
    for (const [name, target] of run.targets) {
      building = name;
      let last = offset;
      for await (const event of targetEvents(io, client, target, run)) {
        if (!('vertex' in event)) yield event;
        else {
          last = Math.max(last, offset + event.vertex);
          const moved = { ...event, vertex: offset + event.vertex };
          yield moved.type === 'start' && several ? { ...moved, name: renamed(moved.name, name) } : moved;
        }
        if (event.type === 'failed') return;
        if (event.type === 'checked') await report(io, name, event);
      }
      offset = last;
    }
  }
  const shown = { mode: run.mode, builder: run.builder, onNeed: () => undefined };
  const bake = untilSignal(io, events());
  const { failure } = await showBuild(io, bake.events, shown);
  if (failure === undefined) return;
  const place = failure.source === undefined ? '' : excerpt(failure.source);
  const target = several ? `target ${building}: ` : '';
  throw new StatusError(
    bake.exitCode(),
    `${place}ERROR: ${target}${failure.isBuilt ? '' : 'failed to solve: '}${failure.message}`,
  );
}

const renamed = (step: string, target: string): string =>
  step.startsWith('[') ? `[${target} ${step.slice(1)}` : `[${target}] ${step}`;

async function report(
  io: Io,
  name: string,
  { warnings, error }: Extract<BuildEvent, { type: 'checked' }>,
): Promise<void> {
  await io.out(`${name}\n\n${checkReport(warnings, error !== undefined)}`);
  if (error !== undefined) throw new StatusError(1, `ERROR: ${error.message}`);
}

async function* targetEvents(io: Io, client: Client, target: BakeTarget, run: BakeRun): AsyncGenerator<BuildEvent> {
  if (pairs(target, 'contexts').some((text) => text.includes('=target:'))) {
    throw new UsageError('drydock: not simulated: docker buildx bake with another target as a context');
  }
  const options = optionsOf(target, run);
  const inline = target['dockerfile-inline'];
  const read = await readOptions(io, options, run.builder.worker);
  if (read.outputs.some((output) => output.type === 'local' || output.type === 'tar')) {
    throw new UsageError('drydock: not simulated: docker buildx bake with files as output');
  }
  const prepared = await prepareContext(io, { path: options.path, file: options.file, named: read.named });
  const definition = definitionOf(prepared);
  const dockerfile = inline === undefined ? definition.dockerfile : { name: 'Dockerfile', text: String(inline) };
  const body = bodyOf({ ...read.request, ...definition, dockerfile });
  if (prepared.sendsAtOnce) {
    body.push(prepared.archive([]));
    body.end();
  }
  const answer = await client.imageBuild(body);
  const pushing = { pushes: read.pushes, metadataFile: '' };
  for await (const event of withPush(io, client, jsonLines<BuildEvent>(answer), pushing)) {
    if (event.type === 'need') {
      body.push(prepared.archive(event.contexts));
      body.end();
    } else yield event;
  }
  body.end();
}
