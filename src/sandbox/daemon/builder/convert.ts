import { EMPTY_IMAGE_CONFIG } from '../../api/empty-image-config.ts';
import { formatPlatform } from '../../api/platform.ts';
import type { BuildRequest } from '../../api/types/build.ts';
import { ExpansionError, type Variables } from '../../dockerfile/expand.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import { Scope } from '../../dockerfile/scope.ts';
import type { Dockerfile, Stage } from '../../dockerfile/stages.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import type { BaseImage } from './base-image.ts';
import { dispatch } from './dispatch.ts';
import { type Surroundings } from './surroundings.ts';
import { BuildError } from './failure.ts';
import { originOf } from './graph.ts';
import { targetSuffix } from './platform.ts';
import type { FileSource, Operation } from './operation.ts';
import { readTriggers } from './triggers.ts';
import { type ConfigDraft, DEFAULT_PATH, ownConfig, stepName, type StageState } from './stage-state.ts';

/** Where a stage begins. */
export type Base =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly image: BaseImage }
  | { readonly kind: 'context'; readonly context: string };

export interface Plan {
  readonly dockerfile: Dockerfile;
  readonly request: BuildRequest;
  /** Stages that are needed, in order. */
  readonly stages: readonly Stage[];
  readonly isSingle: boolean;
  readonly target: Stage;
  readonly globals: Variables;
  readonly bases: ReadonlyMap<Stage, Base>;
  readonly platforms: ReadonlyMap<Stage, ImagePlatform>;
  /** Images that `--from` names. */
  readonly images: ReadonlyMap<string, BaseImage>;
  /** What is built for, when it is one of several. */
  readonly shownTarget: ImagePlatform | undefined;
}

const SHOWN = new Set<Instruction['kind']>(['run', 'copy', 'add', 'workdir']);

/** Turns the instructions of the needed stages into operations and configurations. @throws {BuildError} with its place */
export function convert(plan: Plan): ReadonlyMap<Stage, StageState> {
  const states = new Map<Stage, StageState>();
  const convertStage = (stage: Stage): StageState => {
    const there = states.get(stage);
    if (there !== undefined) return there;
    const base = plan.bases.get(stage) ?? { kind: 'scratch' };
    const parent = base.kind === 'stage' ? convertStage(base.stage) : undefined;
    const state = begin(plan, stage, base, parent);
    states.set(stage, state);
    const triggers = base.kind === 'image' ? readTriggers(base.image.config) : [];
    // All triggers count, also those that make no step.
    state.steps += triggers.length;
    const around = surroundings(plan, stage, convertStage);
    for (const instruction of [...triggers, ...stage.instructions]) place(state, instruction, around);
    return state;
  };
  for (const stage of plan.stages) convertStage(stage);
  return states;
}

function place(state: StageState, instruction: Instruction, around: Surroundings): void {
  try {
    dispatch(state, instruction, around);
  } catch (error) {
    if (error instanceof BuildError) throw new BuildError(error.message, error.range ?? instruction.range);
    if (error instanceof ExpansionError) throw new BuildError(error.message, instruction.range);
    throw error;
  }
}

function begin(plan: Plan, stage: Stage, base: Base, parent: StageState | undefined): StageState {
  const { dockerfile, globals, request } = plan;
  const image = base.kind === 'image' ? base.image : undefined;
  const platform = plan.platforms.get(stage) ?? { os: 'linux', architecture: 'amd64' };
  const inherited = parent?.config ?? image?.config ?? { ...EMPTY_IMAGE_CONFIG, Env: [DEFAULT_PATH], WorkingDir: '/' };
  const config: ConfigDraft = ownConfig(inherited);
  if (image !== undefined) config.OnBuild = null;
  const env = new Map((config.Env ?? []).map((entry): [string, string] => splitPair(entry)));
  const buildArgs = new Map(Object.entries(request.buildArgs));
  const scope = new Scope({ buildArgs, globals }, dockerfile.escape, { env, args: parent?.scope.args ?? [] });
  const steps = stage.instructions.filter(({ kind }) => SHOWN.has(kind)).length;
  const own = image === undefined ? (parent?.platform ?? platform) : platform;
  const { shownTarget } = plan;
  const state: StageState = {
    stage,
    name: plan.isSingle ? '' : stage.from.stage || `stage-${stage.index}`,
    platform: own,
    shownPlatform: shownTarget === undefined ? '' : formatPlatform(own),
    shownTarget: shownTarget === undefined ? '' : targetSuffix(own, shownTarget),
    config,
    history: [...(parent?.history ?? image?.history ?? [])],
    scope,
    operation: parent?.operation ?? { kind: 'scratch' },
    author: parent?.author ?? '',
    cmdIsSet: false,
    steps: steps + (image === undefined && base.kind !== 'context' ? 0 : 1),
    shown: 0,
  };
  if (image !== undefined) state.operation = imageOperation(image, (text) => stepName(state, text, ''));
  if (base.kind === 'context') state.operation = contextRoot(base.context);
  return state;
}

/** A stage that starts from a directory of the client: its line is that of the context. */
const contextRoot = (context: string): Operation => ({
  kind: 'copy',
  name: '',
  range: undefined,
  useCache: true,
  input: { kind: 'scratch' },
  from: { kind: 'context', context },
  sources: ['/'],
  documents: new Map(),
  destination: '/',
  chown: '',
  chmod: undefined,
  parents: false,
  exclude: [],
  unpack: false,
});

function imageOperation(image: BaseImage, nameOf: (text: string) => string = (text) => text): Operation {
  const digest = image.pulled === undefined || image.name.includes('@') ? '' : `@${image.pulled.digest}`;
  return {
    kind: 'image',
    name: image.alias ?? nameOf(`FROM ${image.name}${digest}`),
    range: undefined,
    useCache: true,
    image,
  };
}

function splitPair(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

/** @see buildkit dockerfile2llb/convert.go, dispatchCopy; convert_runmount.go, dispatchRunMounts */
function comesLater(from: string, { from: { stage }, index }: Stage, mountedAt: string | undefined): string {
  const quoted = (text: string) => JSON.stringify(text);
  return mountedAt === undefined
    ? `cannot copy from stage ${quoted(from)}, it needs to be defined before current stage ${quoted(stage || `stage-${index}`)}`
    : `cannot mount from stage ${quoted(from)} to ${quoted(mountedAt)}, stage needs to be defined before current command`;
}

function surroundings(plan: Plan, stage: Stage, convertStage: (stage: Stage) => StageState): Surroundings {
  const { request, dockerfile, images } = plan;
  return {
    network: request.network,
    fetches: true,
    useCache: ({ stage: { from } }) =>
      !request.noCache && !(from.stage !== '' && request.noCacheFilter.includes(from.stage)),
    source: (from, mountedAt): FileSource => {
      if (request.namedContexts[from] === 'local') return { kind: 'context', context: from };
      const image = images.get(from);
      if (image !== undefined) return { kind: 'operation', operation: imageOperation(image) };
      const origin = originOf(dockerfile.stages, from, stage);
      if (origin.kind === 'context') return { kind: 'context', context: '' };
      if (origin.kind === 'other') throw new BuildError(`no image ${origin.name}`);
      if (origin.stage.index > stage.index) throw new BuildError(comesLater(from, stage, mountedAt));
      return { kind: 'operation', operation: convertStage(origin.stage).operation };
    },
  };
}
