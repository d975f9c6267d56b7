import { EMPTY_IMAGE_CONFIG } from '../../api/empty-image-config.ts';
import { ApiError } from '../../api/errors.ts';
import type { ImageConfig } from '../../api/types/image.ts';
import { DockerfileError } from '../../dockerfile/error.ts';
import { ExpansionError } from '../../dockerfile/expand.ts';
import type { Copy, Instruction } from '../../dockerfile/instruction.ts';
import { globalArgs, Scope } from '../../dockerfile/scope.ts';
import { type Dockerfile, findStage, readDockerfile, type Stage } from '../../dockerfile/stages.ts';
import { encode } from '../../kernel/bytes.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import type { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import { shortId, treeOf } from '../image/find.ts';
import { digestOf } from '../image/layers.ts';
import { nameImage } from '../image/tag.ts';
import type { ImageRecord } from '../state.ts';
import { Contexts } from './contexts.ts';
import { copyFiles, makeDirectory } from './copy-files.ts';
import { contentDigest, layerOf } from './digest.ts';
import { dispatch } from './dispatch.ts';
import { type Surroundings } from './surroundings.ts';
import { BuildError } from './failure.ts';
import { readTriggers } from './triggers.ts';
import { createContainer } from '../container/create.ts';
import { runLegacy } from './legacy-container.ts';
import { commitStep, type Current, pulledImage } from './legacy-image.ts';
import { refuseNew, select, splitPair, textOf } from './legacy-instruction.ts';
import type { OperationOf } from './operation.ts';
import { BUILD_PLATFORM, platformArgs } from './platform.ts';
import { Progress } from './progress.ts';
import { DEFAULT_PATH, ownConfig, type StageState } from './stage-state.ts';

/** Query of POST /build. */
export interface LegacyRequest {
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly remove: boolean;
  readonly quiet: boolean;
  readonly network: string;
  readonly extraHosts: readonly string[];
}

/** The old builder: an image for each instruction, a container for each RUN. @see moby daemon/builder/dockerfile */
export async function buildLegacy(
  daemon: Daemon,
  request: LegacyRequest,
  body: ByteStream,
  out: ByteStream,
): Promise<void> {
  const send = (message: unknown) => out.push(encode(`${JSON.stringify(message)}\r\n`));
  const contexts = new Contexts(daemon, body, new Progress(out, daemon.kernel.clock));
  try {
    const read = await contexts.receiveArchive();
    const text = read(request.dockerfile);
    if (text === undefined) throw new ApiError('internal', `Cannot locate specified Dockerfile: ${request.dockerfile}`);
    const dockerfile = parse(text, request.dockerfile);
    const builder = new LegacyBuilder(daemon, request, dockerfile, contexts, (stream) => {
      if (!request.quiet) send({ stream });
    });
    const id = await builder.run();
    if (request.quiet) send({ stream: `${id}\n` });
    send({ aux: { ID: id } });
  } catch (error) {
    const known = error instanceof BuildError || error instanceof ApiError || error instanceof ExpansionError;
    if (!known) throw error;
    const prefix = error instanceof ApiError ? 'Error response from daemon: ' : '';
    send({ errorDetail: { message: prefix + error.message }, error: prefix + error.message });
  } finally {
    contexts.dispose();
  }
}

function parse(text: string, name: string): Dockerfile {
  if (text === '') throw new ApiError('invalid_parameter', `the Dockerfile (${name}) cannot be empty`);
  try {
    return readDockerfile(text);
  } catch (error) {
    if (error instanceof DockerfileError) throw new ApiError('invalid_parameter', error.message);
    throw error;
  }
}

class LegacyBuilder {
  readonly #daemon: Daemon;
  readonly #request: LegacyRequest;
  readonly #dockerfile: Dockerfile;
  readonly #contexts: Contexts;
  readonly #write: (text: string) => void;
  readonly #finished = new Map<number, { state: StageState; current: Current }>();
  readonly #globals: ReadonlyMap<string, string>;
  #step = 0;
  #useCache: boolean;
  /** Of the instruction that is looked up in the cache. */
  #lastKey = '';

  constructor(
    daemon: Daemon,
    request: LegacyRequest,
    dockerfile: Dockerfile,
    contexts: Contexts,
    write: (text: string) => void,
  ) {
    this.#daemon = daemon;
    this.#request = request;
    this.#dockerfile = dockerfile;
    this.#contexts = contexts;
    this.#write = write;
    this.#useCache = !request.noCache;
    const given = new Map(Object.entries(request.buildArgs));
    this.#globals = globalArgs(dockerfile.metaArgs, given, platformArgs(BUILD_PLATFORM), dockerfile.escape);
  }

  async run(): Promise<string> {
    const { stages, metaArgs } = this.#dockerfile;
    const target = this.#request.target === '' ? stages.at(-1) : findStage(stages, this.#request.target);
    if (target === undefined) {
      throw new ApiError('invalid_parameter', `target stage "${this.#request.target}" could not be found`);
    }
    const needed = stages.slice(0, target.index + 1);
    const total = metaArgs.length + needed.reduce((sum, { instructions }) => sum + instructions.length + 1, 0);
    for (const { original } of metaArgs) this.#announce(original, total);
    for (const stage of needed) await this.#stage(stage, total);
    const last = this.#finished.get(target.index)?.current.image;
    if (last === undefined) throw new BuildError('No image was generated. Is your Dockerfile empty?');
    const image = this.#labelled(last);
    this.#warnUnused(needed);
    this.#write(`Successfully built ${shortId(image.id)}\n`);
    for (const tag of this.#request.tags) {
      const name = nameImage(this.#daemon, image.id, tag);
      this.#write(`Successfully tagged ${name}\n`);
    }
    return image.id;
  }

  #announce(original: string, total: number): void {
    this.#step++;
    this.#write(`Step ${this.#step}/${total} : ${original}\n`);
  }

  #warnUnused(stages: readonly Stage[]): void {
    const declared = new Set(
      [...this.#dockerfile.metaArgs, ...stages.flatMap(({ instructions }) => instructions)].flatMap((instruction) =>
        instruction.kind === 'arg' ? instruction.args.map(({ key }) => key) : [],
      ),
    );
    const unused = Object.keys(this.#request.buildArgs).filter((key) => !declared.has(key) && !/_PROXY$/i.test(key));
    if (unused.length > 0) this.#write(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`);
  }

  #labelled(image: ImageRecord): ImageRecord {
    if (Object.keys(this.#request.labels).length === 0) return image;
    const config = { ...image.config, Labels: { ...image.config.Labels, ...this.#request.labels } };
    const pairs = Object.entries(this.#request.labels).map(([key, value]) => `${key}=${value}`);
    const tree = treeOf(this.#daemon, image.id)();
    return commitStep(this.#daemon, { image, tree }, config, `/bin/sh -c #(nop)  LABEL ${pairs.join(' ')}`);
  }

  async #stage(stage: Stage, total: number): Promise<void> {
    this.#announce(stage.from.original, total);
    const { state, current } = await this.#begin(stage);
    this.#finished.set(stage.index, { state, current });
    const triggers = current.image === undefined ? [] : readTriggers(current.image.config);
    if (triggers.length > 0)
      this.#write(`# Executing ${triggers.length} build trigger${triggers.length > 1 ? 's' : ''}\n`);
    for (const trigger of triggers) await this.#dispatch(state, current, trigger, stage);
    if (current.image === undefined) this.#write(' ---> \n');
    else this.#write(` ---> ${shortId(current.image.id)}\n`);
    for (const instruction of stage.instructions) {
      this.#announce(instruction.original, total);
      await this.#dispatch(state, current, instruction, stage);
      if (current.image !== undefined) this.#write(` ---> ${shortId(current.image.id)}\n`);
    }
  }

  async #begin(stage: Stage): Promise<{ state: StageState; current: Current }> {
    const { escape, stages } = this.#dockerfile;
    const given = { buildArgs: new Map(Object.entries(this.#request.buildArgs)), globals: this.#globals };
    const outer = new Scope(given, escape, { env: this.#globals, args: [] });
    const base = outer.expand(stage.from.base);
    const parent = findStage(stages.slice(0, stage.index), base);
    const from = parent === undefined ? undefined : this.#finished.get(parent.index);
    const image =
      from?.current.image ??
      (base === 'scratch' ? undefined : await pulledImage(this.#daemon, base, this.#request.pull));
    const tree = image === undefined ? undefined : this.#daemon.trees.get(image.id);
    const config: ImageConfig = image?.config ?? { ...EMPTY_IMAGE_CONFIG, Env: [DEFAULT_PATH] };
    const env = new Map((config.Env ?? []).map((entry): [string, string] => splitPair(entry)));
    const state: StageState = {
      stage,
      name: '',
      platform: BUILD_PLATFORM,
      shownPlatform: '',
      shownTarget: '',
      config: { ...ownConfig(config), OnBuild: null },
      history: [],
      scope: new Scope(given, escape, { env, args: [] }),
      operation: { kind: 'scratch' },
      author: '',
      cmdIsSet: false,
      steps: 0,
      shown: 0,
    };
    return { state, current: { image, tree: tree?.() ?? overlayTree(this.#daemon).snapshot() } };
  }

  async #dispatch(state: StageState, current: Current, instruction: Instruction, stage: Stage): Promise<void> {
    const shell = state.config.Shell ?? ['/bin/sh', '-c'];
    const around: Surroundings = {
      network: this.#request.network,
      useCache: () => this.#useCache,
      source: () => ({ kind: 'context', context: '' }),
    };
    refuseNew(instruction);
    dispatch(state, instruction, around);
    if (instruction.kind === 'cmd') delete state.config.ArgsEscaped; // a mark of BuildKit
    const { operation } = state;
    const nop = `${shell.join(' ')} #(nop) `;
    if (instruction.kind === 'run' && operation.kind === 'run') return this.#run(state, current, operation);
    if ((instruction.kind === 'copy' || instruction.kind === 'add') && operation.kind === 'copy') {
      return this.#copy(state, current, operation, instruction, stage, nop);
    }
    const createdBy =
      instruction.kind === 'workdir' ? `${nop}WORKDIR ${state.config.WorkingDir}` : nop + textOf(state, instruction);
    if (this.#cached(current, state, createdBy)) return;
    const id = this.#nopContainer(current, [...shell, '#(nop) ', createdBy.slice(nop.length)]);
    this.#write(` ---> Running in ${id}\n`);
    if (instruction.kind === 'workdir')
      this.#layer(state, current, createdBy, (tree) => makeDirectory(tree, state.config.WorkingDir));
    else current.image = commitStep(this.#daemon, current, state.config, createdBy);
    this.#remember(current);
    if (this.#request.remove) this.#write(` ---> Removed intermediate container ${id}\n`);
  }

  /** The container of a step that runs nothing; with `--rm=false` it stays. */
  #nopContainer({ image }: Current, command: readonly string[]): string {
    if (this.#request.remove || image === undefined) return this.#daemon.kernel.random.hex(12);
    return createContainer(this.#daemon, { Image: image.id, Cmd: command, Entrypoint: [] }).Id.slice(0, 12);
  }

  async #run(state: StageState, current: Current, operation: OperationOf<'run'>): Promise<void> {
    const { args } = state.scope;
    const prefix =
      args.length === 0 ? '' : `|${args.length} ${args.map(({ key, value }) => `${key}=${value ?? ''} `).join('')}`;
    const createdBy = prefix + operation.args.join(' ');
    if (this.#cached(current, state, createdBy)) return;
    const image = current.image ?? commitStep(this.#daemon, current, state.config, '');
    const tree = await runLegacy(this.#daemon, {
      image: image.id,
      command: operation.args,
      env: [...operation.env, ...operation.proxies],
      network: operation.network,
      extraHosts: this.#request.extraHosts,
      write: this.#write,
      remove: this.#request.remove,
    });
    const parent = current.image;
    const layer = layerOf(current.tree, tree);
    current.tree = tree;
    current.image = commitStep(this.#daemon, { image: parent, tree }, state.config, createdBy, layer);
    this.#remember(current);
  }

  async #copy(
    state: StageState,
    current: Current,
    operation: OperationOf<'copy'>,
    instruction: Copy,
    stage: Stage,
    nop: string,
  ): Promise<void> {
    const { name, sources } = instruction;
    const written = state.scope.expand(instruction.destination);
    if (sources.length > 1 && !written.endsWith('/')) {
      throw new BuildError(
        `When using ${name} with more than one source file, the destination must be a directory and end with a /`,
      );
    }
    const files = await this.#source(instruction, stage);
    const found = operation.sources.map((source) => select(files, source, name));
    if (found.flat().length === 0) throw new BuildError(`${name} failed: no source files were specified`);
    const digest = digestOf(
      found
        .flat()
        .map((selected) => contentDigest(selected.fs, selected.path))
        .join(' '),
    ).replace('sha256:', '');
    const [only] = found.flat();
    const kind = found.flat().length > 1 ? 'multi' : only?.stat.type === 'directory' ? 'dir' : 'file';
    const createdBy = `${nop}${name} ${instruction.chown === '' ? '' : `--chown=${operation.chown} `}${kind}:${digest} in ${written} `;
    if (this.#cached(current, state, createdBy)) return;
    const tree = overlayTree(this.#daemon, current.tree);
    await copyFiles(this.#daemon, tree, operation, files);
    const frozen = tree.snapshot();
    const layer = layerOf(current.tree, frozen);
    const parent = current.image;
    current.tree = frozen;
    current.image = commitStep(this.#daemon, { image: parent, tree: frozen }, state.config, createdBy, layer);
    this.#remember(current);
  }

  async #source({ from }: Copy, stage: Stage): Promise<FileSystem> {
    if (from === '') return this.#contexts.tree('');
    const { stages } = this.#dockerfile;
    const named =
      findStage(stages.slice(0, stage.index), from) ?? (/^\d+$/.test(from) ? stages[Number(from)] : undefined);
    const done = named === undefined ? undefined : this.#finished.get(named.index);
    if (done !== undefined) return overlayTree(this.#daemon, done.current.tree);
    const image = await pulledImage(this.#daemon, from, this.#request.pull);
    return overlayTree(this.#daemon, treeOf(this.#daemon, image.id)());
  }

  #layer(
    state: StageState,
    current: Current,
    createdBy: string,
    change: (tree: ReturnType<typeof overlayTree>) => void,
  ): void {
    const tree = overlayTree(this.#daemon, current.tree);
    change(tree);
    const frozen = tree.snapshot();
    const layer = layerOf(current.tree, frozen);
    const parent = current.image;
    current.tree = frozen;
    current.image = commitStep(this.#daemon, { image: parent, tree: frozen }, state.config, createdBy, layer);
  }

  #key(current: Current, state: StageState, createdBy: string): string {
    return JSON.stringify([current.image?.id ?? '', createdBy, state.config]);
  }

  #cached(current: Current, state: StageState, createdBy: string): boolean {
    this.#lastKey = this.#key(current, state, createdBy);
    const id = this.#useCache ? this.#daemon.builds.legacy.get(this.#lastKey) : undefined;
    const image = id === undefined ? undefined : this.#daemon.state.images.get(id);
    const tree = id === undefined ? undefined : this.#daemon.trees.get(id);
    if (image === undefined || tree === undefined) {
      this.#useCache = false;
      return false;
    }
    current.image = image;
    current.tree = tree();
    this.#write(' ---> Using cache\n');
    return true;
  }

  #remember({ image }: Current): void {
    if (image !== undefined) this.#daemon.builds.legacy.set(this.#lastKey, image.id);
  }
}
