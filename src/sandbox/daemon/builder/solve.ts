import type { BuildRequest } from '../../api/types/build.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import { digestOf, knownLayers } from '../image/layers.ts';
import type { LayerRecord } from '../state.ts';
import { keepRecord, keepSource, useRecord } from './cache-record.ts';
import type { Contexts } from './contexts.ts';
import { copyFiles, makeDirectory } from './copy-files.ts';
import { layerOf } from './digest.ts';
import { BuildError } from './failure.ts';
import { FetchError, fetchUrl } from './fetch-url.ts';
import type { FileSource, Operation, OperationOf } from './operation.ts';
import { contextsOf, fromsOf, inlineDocuments, ownedCaches, sourceOf } from './operation-inputs.ts';
import { UsedSteps } from './used-steps.ts';
import type { Progress, Vertex } from './progress.ts';
import { runOperation } from './run.ts';
import type { Running } from './running.ts';
import { execText, refOf } from './run-mounts.ts';
import { MissingSource } from './select-files.ts';
import { describe, formOf } from './step-key.ts';
import type { CachedStep, Snapshot } from './store.ts';

type Step = OperationOf<'run'> | OperationOf<'copy'> | OperationOf<'mkdir'>;

/** Carries out operations, each once, or takes their results from the cache. */
export class Solver {
  readonly #daemon: Daemon;
  readonly #request: BuildRequest;
  readonly #contexts: Contexts;
  readonly #progress: Progress;
  readonly #running: Running;
  readonly #results = new Map<string, Promise<Snapshot>>();
  readonly #solved = new Map<Operation, Promise<Snapshot>>();
  readonly #shownBases = new Set<string>();
  #imported: ReadonlyMap<string, CachedStep> = new Map();
  readonly #used = new UsedSteps();
  /** Bases whose other users may yet need their files. */
  readonly #unshown: OperationOf<'image'>[] = [];
  /** Contexts whose files are there, '' the main one. */
  readonly #loadedContexts = new Map<string, Promise<void>>();
  #contextFiles: Promise<void> | undefined;

  /** Bases that an earlier build has used. */
  readonly #knownBases: ReadonlySet<string>;

  constructor(daemon: Daemon, request: BuildRequest, contexts: Contexts, progress: Progress, running: Running) {
    this.#daemon = daemon;
    this.#knownBases = new Set(daemon.builds.bases);
    this.#running = running;
    this.#request = request;
    this.#contexts = contexts;
    this.#progress = progress;
  }

  /** Takes steps from caches that others have written. */
  useCaches(steps: ReadonlyMap<string, CachedStep>): void {
    this.#imported = steps;
  }

  /** All steps that were done, or taken from a cache. */
  steps(): Promise<readonly Snapshot[]> {
    return Promise.all(this.#results.values());
  }

  /** The result of a whole build: with an image alone there is still a line to show. */
  async solveTarget(operation: Operation): Promise<Snapshot> {
    this.#used.add(operation);
    try {
      const snapshot = await this.solve(operation);
      if (operation.kind === 'image') this.#showBase(operation, false);
      return snapshot;
    } finally {
      for (const base of this.#unshown.splice(0)) this.#drawBase(base, true);
    }
  }

  solve(operation: Operation): Promise<Snapshot> {
    let result = this.#solved.get(operation);
    if (result === undefined) {
      result = this.#solve(operation);
      this.#solved.set(operation, result);
    }
    return result;
  }

  async #solve(operation: Operation): Promise<Snapshot> {
    switch (operation.kind) {
      case 'scratch':
        return { key: 'scratch', tree: overlayTree(this.#daemon).snapshot(), layers: [], times: [] };
      case 'image':
        return this.#base(operation);
      default:
        return this.#step(operation);
    }
  }

  /** An image's files. Its line is shown once, whoever starts from it. */
  #base(operation: OperationOf<'image'>): Promise<Snapshot> {
    const { image } = operation;
    let result = this.#results.get(image.chain);
    if (result === undefined) {
      const { layers, chain } = image;
      result = Promise.resolve({ key: chain, tree: image.tree(), layers, times: layers.map(() => undefined) });
      this.#results.set(chain, result);
    }
    return result;
  }

  /** Shows the line of an image once it is known whether the step above it is cached. */
  #showBase(operation: OperationOf<'image'>, nextIsCached: boolean): void {
    if (nextIsCached && this.#used.usersOf(operation) > 1) this.#unshown.push(operation);
    else this.#drawBase(operation, nextIsCached);
  }

  #drawBase(operation: OperationOf<'image'>, nextIsCached: boolean): void {
    const { image } = operation;
    const name = this.#used.nameOf(operation);
    // What another build of a bake has made has its lines there.
    if (name === '') return;
    const source = sourceOf(operation);
    if (this.#shownBases.has(source)) return;
    this.#shownBases.add(source);
    const vertex = this.#progress.start(name);
    if (this.#request.worker !== undefined) vertex.status(`resolve ${image.name}@${image.pulled?.digest ?? ''}`);
    const { bases } = this.#daemon.builds;
    const known = this.#knownBases.has(image.chain);
    bases.add(image.chain);
    if (image.pulled !== undefined && !known && !this.#hasLayers(image.layers)) showPull(vertex, image.pulled);
    if (known && !nextIsCached) vertex.cached();
    else vertex.done();
    this.#keepBase(image);
  }

  /** What steps start from is in the cache, too; its octets are the image's. */
  #keepBase({ chain, layers, name, pulled }: OperationOf<'image'>['image']): void {
    if (this.#daemon.builds.records.has(chain)) return;
    keepRecord(this.#daemon, chain, {
      kind: 'regular',
      description: pulled === undefined ? 'from local ' : `pulled from ${name}@${pulled.digest}`,
      diffId: layers.at(-1)?.diffId,
    });
  }

  /** Whether an image of the engine brought them: then nothing is fetched. */
  #hasLayers(layers: readonly LayerRecord[]): boolean {
    const known = knownLayers(this.#daemon);
    return layers.every(({ diffId }) => known.has(diffId));
  }

  async #step(operation: Step): Promise<Snapshot> {
    const below = this.solve(operation.input);
    this.#beginSources(operation);
    const input = await below;
    const bottom = operation.input.kind === 'image' ? operation.input : undefined;
    await this.#loadContexts(contextsOf(operation));
    let sources: readonly (FileSystem | undefined)[];
    try {
      sources = await this.#sources(operation);
    } catch (error) {
      const isFetched = operation.kind === 'copy' && operation.from.kind === 'url';
      if (bottom !== undefined && isFetched && error instanceof BuildError) this.#showBase(bottom, false);
      throw error;
    }
    let key: string;
    try {
      key = this.#keyOf(operation, input.key, sources);
    } catch (error) {
      // Where the same step was done before, the image's files are not asked for.
      const isKnown = this.#daemon.builds.tried.has(formOf(operation, input.key));
      if (bottom !== undefined) this.#showBase(bottom, isKnown);
      throw this.#missing(operation, error);
    }
    const pending = this.#results.get(key);
    if (pending !== undefined) return pending;
    const result = this.#run(operation, key, input, sources, bottom);
    this.#results.set(key, result);
    return result;
  }

  /** Other stages are built meanwhile; their errors are met where their files are taken. */
  #beginSources(operation: Step): void {
    for (const from of fromsOf(operation)) {
      if (from?.kind === 'operation') this.solve(from.operation).catch(() => undefined);
    }
  }

  async #run(
    operation: Step,
    key: string,
    input: Snapshot,
    sources: readonly (FileSystem | undefined)[],
    bottom: OperationOf<'image'> | undefined,
  ): Promise<Snapshot> {
    const { reason: before } = this.#running;
    if (before !== undefined) throw before;
    const { builds } = this.#daemon;
    const known = this.#used.mayUseCache(operation)
      ? (builds.snapshots.get(key) ?? this.#takeImported(key))
      : undefined;
    if (bottom !== undefined) this.#showBase(bottom, known !== undefined);
    // The client sends while the first steps are done.
    await this.#loadContexts(this.#used.contexts);
    for (let left = inlineDocuments(operation); left > 0; left--) {
      this.#progress.instant('[internal] preparing inline document');
    }
    for (let left = ownedCaches(operation); left > 0; left--) {
      this.#progress.instant('[internal] setting cache mount permissions');
    }
    const name = this.#used.nameOf(operation);
    const vertex = name === '' ? undefined : this.#progress.start(name);
    if (known !== undefined) {
      useRecord(this.#daemon, key);
      vertex?.cached();
      return known;
    }
    const tree = overlayTree(this.#daemon, input.tree);
    try {
      if (operation.kind === 'mkdir') makeDirectory(tree, operation.path, operation.user);
      else if (operation.kind === 'copy') await copyFiles(this.#daemon, tree, operation, sources[0]);
      else await this.#execute(operation, tree, sources, (text) => vertex?.log(text));
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      const { reason } = this.#running;
      if (reason !== undefined) {
        vertex?.cancel();
        throw reason;
      }
      vertex?.fail(error.message);
      const failure = new BuildError(error.message, operation.range);
      this.#running.giveUp(failure);
      throw failure;
    }
    vertex?.done();
    return this.#keep(operation, key, input, tree.snapshot());
  }

  /** An imported step becomes one of this builder. */
  #takeImported(key: string): Snapshot | undefined {
    const step = this.#imported.get(key);
    if (step === undefined) return undefined;
    this.#daemon.builds.snapshots.set(key, step.snapshot);
    keepRecord(this.#daemon, key, { kind: 'regular', ...step.record });
    return step.snapshot;
  }

  async #execute(
    operation: OperationOf<'run'>,
    tree: ReturnType<typeof overlayTree>,
    files: readonly (FileSystem | undefined)[],
    log: (text: string) => void,
  ): Promise<void> {
    const { secrets, ssh, addHosts, cgroupParent = '', shmSize = 0, ulimits = [] } = this.#request;
    await runOperation(this.#daemon, operation, tree, {
      sources: { secrets, ssh, files: (index) => files[index] },
      extraHosts: addHosts,
      cgroupParent,
      shmSize,
      ulimits,
      log,
      running: this.#running,
    });
  }

  #keep(operation: Step, key: string, input: Snapshot, tree: FrozenTree): Snapshot {
    const { builds, kernel } = this.#daemon;
    const layer = layerOf(input.tree, tree);
    const created = kernel.clock.now();
    const snapshot: Snapshot = { key, tree, layers: [...input.layers, layer], times: [...input.times, created] };
    const parent = builds.records.get(input.key);
    builds.snapshots.set(key, snapshot);
    if (operation.kind === 'copy') builds.tried.add(formOf(operation, input.key));
    keepRecord(this.#daemon, key, {
      kind: 'regular',
      description: descriptionOf(operation),
      parents: parent === undefined ? [] : [parent.id],
      diffId: layer.diffId,
      size: layer.size,
    });
    return snapshot;
  }

  /** What the operation takes files from. */
  async #sources(operation: Step): Promise<(FileSystem | undefined)[]> {
    const files: (FileSystem | undefined)[] = [];
    for (const from of fromsOf(operation)) files.push(from === undefined ? undefined : await this.#files(from));
    return files;
  }

  async #files(from: FileSource): Promise<FileSystem> {
    if (from.kind === 'context') return this.#contexts.tree(from.context);
    if (from.kind === 'url') return this.#fetch(from);
    const { tree } = await this.solve(from.operation);
    if (from.operation.kind === 'image') this.#showBase(from.operation, false);
    return overlayTree(this.#daemon, tree);
  }

  async #fetch(from: Extract<FileSource, { kind: 'url' }>): Promise<FileSystem> {
    const vertex = this.#progress.start(from.name);
    try {
      const tree = await fetchUrl(this.#daemon, from);
      vertex.done();
      return tree;
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      vertex.fail(error.message);
      throw error instanceof FetchError ? new BuildError(`failed to load cache key: ${error.message}`) : error;
    }
  }

  async #loadContexts(names: Iterable<string>): Promise<void> {
    for (const name of names) {
      let loading = this.#loadedContexts.get(name);
      if (loading === undefined) {
        loading = this.#loadContext(name);
        this.#loadedContexts.set(name, loading);
      }
      await loading;
    }
  }

  async #loadContext(name: string): Promise<void> {
    this.#contextFiles ??= this.#fetchContexts();
    await this.#contextFiles;
    if (name === '' && this.#request.context === 'remote') return;
    const vertex = this.#progress.start(
      name === '' ? '[internal] load build context' : `[context ${name}] load from client`,
    );
    const current = this.#contexts.size(name);
    vertex.status(name === '' ? 'transferring context:' : `transferring ${name}:`, { current });
    vertex.done();
    keepSource(this.#daemon, name === '' ? 'context' : name, current);
  }

  /** The client sends all of its directories at once. */
  async #fetchContexts(): Promise<void> {
    const { context, namedContexts } = this.#request;
    if (context === 'none') this.#contexts.addEmpty('');
    const named = Object.keys(namedContexts).filter((name) => namedContexts[name] === 'local');
    await this.#contexts.fetch([...(context === 'local' ? [''] : []), ...named]);
  }

  #keyOf(operation: Step, parent: string, sources: readonly (FileSystem | undefined)[]): string {
    return digestOf(JSON.stringify([parent, describe(operation, sources)]));
  }

  #missing(operation: Step, error: unknown): unknown {
    if (!(error instanceof MissingSource)) return error;
    const vertex = this.#progress.start(this.#used.nameOf(operation));
    const from = operation.kind === 'copy' ? operation.from : undefined;
    const isImage =
      from?.kind === 'operation' && from.operation.kind === 'image' && from.operation.image.alias === undefined;
    const isLstat = isImage || error.aboveWildcard;
    const message = isLstat
      ? `lstat ${error.path}: no such file or directory`
      : `failed to calculate checksum of ref ${refOf(this.#daemon)}: ${JSON.stringify(error.path)}: not found`;
    vertex.fail(message);
    return new BuildError(isLstat ? message : `failed to compute cache key: ${message}`, operation.range);
  }
}

/** What the cache calls the result of a step. */
const descriptionOf = (operation: Step): string =>
  operation.kind === 'run' ? `mount / from ${execText(operation)}` : operation.name;

function showPull(vertex: Vertex, manifest: NonNullable<OperationOf<'image'>['image']['pulled']>): void {
  for (const { digest, compressedSize } of manifest.layers) {
    vertex.status(digest, { current: compressedSize, total: compressedSize });
  }
  for (const { digest } of manifest.layers) vertex.status(`extracting ${digest}`);
}
