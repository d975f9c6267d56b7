import { IgnorePatterns, PatternError } from '../../api/ignore-patterns.ts';
import type { BuildRequest, BuildTarget, BuildWarning } from '../../api/types/build.ts';
import type { Variables } from '../../dockerfile/expand.ts';
import { DockerfileError, type LineRange } from '../../dockerfile/error.ts';
import { lint, type LintOptions, LintOptionsError, parseLintOptions } from '../../dockerfile/lint/lint.ts';
import type { LintInput, Violation } from '../../dockerfile/lint/violation.ts';
import { type Dockerfile, InstructionError, readDockerfile } from '../../dockerfile/stages.ts';
import { encode } from '../../kernel/bytes.ts';
import type { ByteStream } from '../../kernel/stream.ts';
import type { ImagePlatform } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';
import { Contexts } from './contexts.ts';
import { type Base, convert, type Plan } from './convert.ts';
import { exportCache, isInline, keepInline, stepsToKeep } from './export-cache.ts';
import { exportByWorker, exportFiles, type ExportPlace, type Result } from './export-worker.ts';
import { importCaches } from './import-caches.ts';
import { makePlan, type Sight } from './make-plan.ts';
import { remember } from './history.ts';
import { sentSize } from './sent-size.ts';
import { type Worker, workerOf } from './worker.ts';
import { keepResult } from './linked-result.ts';
import { describeTargets, outlineOf } from './describe-targets.ts';
import { exportImage, imageOf } from './export-image.ts';
import { BuildError, failureOf, type NamedText, sourceOf } from './failure.ts';
import { platformArgs, readPlatform, BUILD_PLATFORM } from './platform.ts';
import { materialsOf } from './materials.ts';
import { Progress, type Vertex } from './progress.ts';
import { readDefinition } from './read-definition.ts';
import { DEFAULT_PATH, type StageState } from './stage-state.ts';
import { IGNORE, keepSource, recordId } from './cache-record.ts';
import { canceled, Running } from './running.ts';
import { Solver } from './solve.ts';

/** One build from its request to its image. */
export async function build(daemon: Daemon, request: BuildRequest, body: ByteStream, out: ByteStream): Promise<void> {
  const progress = new Progress(out, daemon.kernel.clock);
  const worker = workerOf(daemon, request.worker);
  const contexts = new Contexts(worker.daemon, body, progress);
  const running = new Running();
  out.onCancel(() => running.giveUp(canceled()));
  const session = new Build(worker, request, contexts, progress, running);
  try {
    await session.run();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    session.fail(error);
  } finally {
    if (request.call === 'build') remember(worker.daemon, request, progress);
    contexts.dispose();
    body.cancel();
  }
}

class Build {
  readonly #daemon: Daemon;
  readonly #worker: Worker;
  readonly #request: BuildRequest;
  readonly #contexts: Contexts;
  readonly #progress: Progress;
  readonly #running: Running;
  /** Name of the build in the builder's history. */
  readonly #reference: string;
  #file: NamedText | undefined;
  readonly #warnings: BuildWarning[] = [];
  #vertex: Vertex | undefined;

  constructor(worker: Worker, request: BuildRequest, contexts: Contexts, progress: Progress, running: Running) {
    this.#running = running;
    this.#daemon = worker.daemon;
    this.#worker = worker;
    this.#request = request;
    this.#contexts = contexts;
    this.#progress = progress;
    this.#reference = recordId(worker.daemon);
  }

  /** The step that loads the definition lasts until all of its warnings are known. */
  #endDefinition(): void {
    this.#vertex?.done();
    this.#vertex = undefined;
  }

  fail(error: BuildError): void {
    this.#endDefinition();
    const failure = failureOf(error, this.#file);
    const { call } = this.#request;
    if (call === 'check') this.#progress.send({ type: 'checked', warnings: this.#warnings, error: failure });
    else this.#progress.send({ type: 'failed', failure });
  }

  async run(): Promise<void> {
    const request = this.#request;
    this.#progress.send({ type: 'reference', reference: this.#reference });
    const dockerfile = await this.#definition();
    const platforms = platformsOf(request);
    const [platform = BUILD_PLATFORM] = platforms;
    const variables = platformArgs(platform);
    const options = this.#lintOptions(dockerfile);
    const input = lintInput(dockerfile, request, variables);
    this.#warn(lint(input, options));
    const definition = readDefinition(dockerfile, request, platform, variables);
    if (request.call === 'targets') {
      this.#endDefinition();
      this.#describe(describeTargets(definition));
      return;
    }
    const sight: Sight = {
      worker: this.#worker,
      request,
      progress: this.#progress,
      images: new Map(),
      ignores: new Set(),
      isMulti: platforms.length > 1,
    };
    const plan = await makePlan(sight, definition, platform);
    const others = [];
    for (const target of platforms.slice(1)) {
      const its = readDefinition(dockerfile, request, target, platformArgs(target));
      others.push(await makePlan(sight, its, target));
    }
    this.#loadIgnore();
    const ignore = ignoreOf(request);
    const hasContext = request.context === 'local' && request.ignore !== undefined;
    const found = lint(
      {
        ...input,
        stages: definition.reachable.stages,
        baseEnv: (stage) => environmentOf(plan.bases.get(stage)),
        // A check looks at no image's platform.
        basePlatform: (stage) => (request.call === 'check' ? undefined : platformOf(plan.bases.get(stage))),
        wantedPlatform: (stage) => definition.platforms.get(stage) ?? platform,
        ignores: hasContext ? (path) => ignore.matches(path) : undefined,
      },
      options,
    );
    let states;
    try {
      states = convert(plan);
    } catch (error) {
      // What is wrong in a line ends the checks there, too.
      const end = error instanceof BuildError ? (error.range?.end ?? 0) : 0;
      this.#warn(found.filter(({ range }) => range.start <= end));
      throw error;
    }
    this.#warn(found);
    this.#endDefinition();
    if (request.call === 'outline') {
      this.#describe([outlineOf(definition, request.buildArgs)]);
      return;
    }
    if (request.call === 'check') {
      this.#progress.send({ type: 'checked', warnings: this.#warnings });
      return;
    }
    this.#refuseWarnings(options);
    const state = states.get(definition.target);
    if (state === undefined) throw new Error('the target was not converted');
    checkNetwork(plan);
    const results = [{ plan, state }, ...others.map((each) => ({ plan: each, state: targetState(each) }))];
    await this.#finish(results);
  }

  #describe(targets: readonly BuildTarget[]): void {
    this.#progress.send({ type: 'described', targets, text: this.#file?.text ?? '' });
  }

  async #finish(results: readonly { readonly plan: Plan; readonly state: StageState }[]): Promise<void> {
    const request = this.#request;
    const solver = new Solver(this.#daemon, request, this.#contexts, this.#progress, this.#running);
    solver.useCaches(await importCaches(this.#worker, request, this.#progress));
    const solved = [];
    for (const result of results) {
      solved.push({ ...result, snapshot: await solver.solveTarget(result.state.operation) });
    }
    if (request.keepsResult === true)
      for (const each of solved) keepResult(this.#worker, request, this.#reference, each);
    const place = { worker: this.#worker, request, progress: this.#progress };
    if (request.worker !== undefined) await exportByWorker(place, solved);
    else this.#export(place, solved);
    const snapshots = solved.map(({ snapshot }) => snapshot);
    const steps = await solver.steps();
    if (isInline(request)) {
      const kept = stepsToKeep(this.#daemon.builds, steps, snapshots, 'min');
      for (const { state, snapshot } of solved)
        keepInline(this.#worker.engine, imageOf(request, state, snapshot).id, kept);
    }
    for (const target of request.cacheTo ?? []) {
      if (target.type === 'inline') continue;
      await exportCache(place, target, stepsToKeep(this.#daemon.builds, steps, snapshots, target.mode));
    }
  }

  /** The engine's own builder puts images into its store. */
  #export(place: ExportPlace, results: readonly Result[]): void {
    const { request, progress } = place;
    const [first] = results;
    if (first === undefined) throw new Error('a build without a platform');
    const { state, plan, snapshot } = first;
    if (request.output === 'image' || request.output === 'image and files') {
      const image = exportImage(this.#daemon, progress, request, state, snapshot);
      progress.send({ type: 'image', ...image, materials: materialsOf(this.#daemon, plan) });
    }
    for (const each of request.exports ?? []) {
      if (each.type === 'local' || each.type === 'tar') exportFiles(place, each, results);
    }
  }

  /** The Dockerfile, from the client or out of its archive. */
  async #definition(): Promise<Dockerfile> {
    const { context, dockerfileName } = this.#request;
    let { dockerfile: file } = this.#request;
    if (context === 'remote') {
      const read = await this.#contexts.receiveArchive();
      this.#progress.instant('[internal] load remote build context');
      this.#vertex = this.#progress.start('copy /context /');
      const text = read(dockerfileName);
      file = text === undefined ? undefined : { name: dockerfileName, text };
    } else {
      const shown = dockerfileName.split('/').at(-1) ?? dockerfileName;
      const vertex = this.#progress.start(`[internal] load build definition from ${shown}`);
      if (context === 'none' && file === undefined) {
        const reason = 'no local sources enabled';
        vertex.fail(reason);
        throw new BuildError(`failed to read dockerfile: ${reason}`);
      }
      const size = file === undefined ? 0 : encode(file.text).length;
      vertex.status('transferring dockerfile:', { current: file === undefined ? 2 : sentSize(shown, size) });
      this.#vertex = vertex;
      if (file !== undefined) keepSource(this.#daemon, 'dockerfile', size);
    }
    if (file === undefined) {
      const shown = dockerfileName.split('/').at(-1) ?? dockerfileName;
      throw new BuildError(`failed to read dockerfile: open ${shown}: no such file or directory`);
    }
    this.#file = file;
    try {
      return readDockerfile(file.text);
    } catch (error) {
      if (error instanceof InstructionError) {
        const { before } = error;
        this.#warn(lint(lintInput(before, this.#request, new Map()), this.#lintOptions(before), true));
      }
      if (error instanceof DockerfileError) throw new BuildError(error.message, error.range);
      throw error;
    }
  }

  #lintOptions(dockerfile: Dockerfile): LintOptions {
    const given = this.#request.buildArgs['BUILDKIT_DOCKERFILE_CHECK'];
    try {
      return parseLintOptions(given ?? dockerfile.directives.get('check')?.value);
    } catch (error) {
      if (!(error instanceof LintOptionsError)) throw error;
      throw new BuildError(`failed to parse check options: ${error.message}`);
    }
  }

  #warn(violations: readonly Violation[]): void {
    const seen = new Set(this.#warnings.map(({ rule, source, message }) => `${rule} ${source.start} ${message}`));
    for (const { rule, message, range } of violations) {
      if (seen.has(`${rule.name} ${range.start} ${message}`)) continue;
      const warning: BuildWarning = {
        rule: rule.name,
        description: rule.description,
        url: rule.url,
        message,
        source: this.#source(range),
      };
      this.#warnings.push(warning);
      if (['build', 'outline'].includes(this.#request.call)) this.#vertex?.warn(warning);
    }
    this.#warnings.sort((a, b) => a.source.start - b.source.start);
  }

  #source(range: LineRange) {
    return sourceOf(this.#file ?? { name: '', text: '' }, range);
  }

  #refuseWarnings({ error }: LintOptions): void {
    if (!error || this.#warnings.length === 0) return;
    const names = [...new Set(this.#warnings.map(({ rule }) => rule))].sort();
    throw new BuildError(`lint violation found for rules: ${names.join(', ')}`);
  }

  #loadIgnore(): void {
    const { context, ignore } = this.#request;
    if (context === 'remote') return;
    const vertex = this.#progress.start('[internal] load .dockerignore');
    const size = ignore === undefined ? 2 : sentSize('.dockerignore', encode(ignore).length);
    vertex.status('transferring context:', { current: size });
    keepSource(this.#daemon, 'context', ignore?.length ?? 0, IGNORE);
    vertex.done();
  }
}

/** @throws {BuildError} `syntax error in pattern` */
function ignoreOf({ ignore }: BuildRequest): IgnorePatterns {
  try {
    return IgnorePatterns.of(ignore);
  } catch (error) {
    if (error instanceof PatternError) throw new BuildError(error.message);
    throw error;
  }
}

const platformsOf = ({ platform, platforms = [] }: BuildRequest): readonly ImagePlatform[] =>
  platforms.length > 0 ? platforms.map(readPlatform) : [platform === '' ? BUILD_PLATFORM : readPlatform(platform)];

/** What can be checked before any image is known. */
const lintInput = (dockerfile: Dockerfile, { buildArgs }: BuildRequest, platformArgs: Variables): LintInput => ({
  dockerfile,
  stages: [],
  buildArgs: new Map(Object.entries(buildArgs)),
  platformArgs,
  baseEnv: () => new Map(),
  basePlatform: () => undefined,
  wantedPlatform: () => undefined,
  ignores: undefined,
});

function targetState(plan: Plan): StageState {
  const state = convert(plan).get(plan.target);
  if (state === undefined) throw new Error('the target was not converted');
  return state;
}

/** @throws {BuildError} when a step asks for the host's network and nobody allowed it */
function checkNetwork({ stages, request }: Plan): void {
  if (request.allowsHostNetwork === true || request.network === 'host') return;
  const asks = stages.some(({ instructions }) =>
    instructions.some((instruction) => instruction.kind === 'run' && instruction.network === 'host'),
  );
  if (asks) throw new BuildError('failed to load LLB: network.host is not allowed');
}

function platformOf(base: Base | undefined): ImagePlatform | undefined {
  return base?.kind === 'image' ? { os: base.image.os, architecture: base.image.architecture } : undefined;
}

function environmentOf(base: Base | undefined): ReadonlyMap<string, string> {
  const env = base?.kind === 'image' ? (base.image.config.Env ?? []) : [DEFAULT_PATH];
  return new Map(
    env.map((entry): [string, string] => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}
