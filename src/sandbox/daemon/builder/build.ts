import { IgnorePatterns } from '../../api/ignore-patterns.ts';
import type { BuildRequest, BuildWarning } from '../../api/types/build.ts';
import { toBinaryText } from '../../api/binary-text.ts';
import { DockerfileError, type LineRange } from '../../dockerfile/error.ts';
import { lint, type LintOptions, LintOptionsError, parseLintOptions } from '../../dockerfile/lint/lint.ts';
import type { LintInput, Violation } from '../../dockerfile/lint/violation.ts';
import { type Dockerfile, readDockerfile, type Stage } from '../../dockerfile/stages.ts';
import { didYouMean, suggest } from '../../dockerfile/suggest.ts';
import { packTree } from '../../kernel/fs/pack.ts';
import { tarBytes } from '../../kernel/fs/tar.ts';
import type { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import { type BaseImage, imageName, resolveImage } from './base-image.ts';
import { Contexts } from './contexts.ts';
import { type Base, convert, type Plan } from './convert.ts';
import { describeTargets } from './describe-targets.ts';
import { exportImage } from './export-image.ts';
import { BuildError, failureOf, type NamedText, sourceOf } from './failure.ts';
import { formatPlatform, platformArgs, readPlatform, BUILD_PLATFORM } from './platform.ts';
import { materialsOf } from './materials.ts';
import { Progress, type Vertex } from './progress.ts';
import { type Definition, readDefinition } from './read-definition.ts';
import { DEFAULT_PATH, type StageState } from './stage-state.ts';
import { recordId } from './run-mounts.ts';
import { Solver } from './solve.ts';

/** One build from its request to its image. */
export async function build(daemon: Daemon, request: BuildRequest, body: ByteStream, out: ByteStream): Promise<void> {
  const progress = new Progress(out, daemon.kernel.clock);
  const contexts = new Contexts(daemon, body, progress);
  const session = new Build(daemon, request, contexts, progress);
  try {
    await session.run();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    session.fail(error);
  } finally {
    contexts.dispose();
    body.cancel();
  }
}

class Build {
  readonly #daemon: Daemon;
  readonly #request: BuildRequest;
  readonly #contexts: Contexts;
  readonly #progress: Progress;
  #file: NamedText | undefined;
  readonly #warnings: BuildWarning[] = [];
  #vertex: Vertex | undefined;

  constructor(daemon: Daemon, request: BuildRequest, contexts: Contexts, progress: Progress) {
    this.#daemon = daemon;
    this.#request = request;
    this.#contexts = contexts;
    this.#progress = progress;
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
    this.#progress.send({ type: 'reference', reference: recordId(this.#daemon) });
    const dockerfile = await this.#definition();
    const platform = request.platform === '' ? BUILD_PLATFORM : readPlatform(request.platform);
    const variables = platformArgs(platform);
    const options = this.#lintOptions(dockerfile);
    const input: LintInput = {
      dockerfile,
      stages: [],
      buildArgs: new Map(Object.entries(request.buildArgs)),
      platformArgs: variables,
      baseEnv: () => new Map(),
      ignores: undefined,
    };
    this.#warn(lint(input, options));
    const definition = readDefinition(dockerfile, request, platform, variables);
    if (request.call === 'targets' || request.call === 'outline') {
      this.#endDefinition();
      this.#progress.send({ type: 'described', targets: describeTargets(definition, request.call) });
      return;
    }
    const plan = await this.#plan(definition);
    this.#loadIgnore();
    const states = convert(plan);
    const ignore = IgnorePatterns.of(request.ignore);
    const hasContext = request.context === 'local' && request.ignore !== undefined;
    this.#warn(
      lint(
        {
          ...input,
          stages: definition.reachable.stages,
          baseEnv: (stage) => environmentOf(plan.bases.get(stage)),
          ignores: hasContext ? (path) => ignore.matches(path) : undefined,
        },
        options,
      ),
    );
    this.#endDefinition();
    if (request.call === 'check') {
      this.#progress.send({ type: 'checked', warnings: this.#warnings });
      return;
    }
    this.#refuseWarnings(options);
    const state = states.get(definition.target);
    if (state === undefined) throw new Error('the target was not converted');
    checkNetwork(plan);
    await this.#importCaches();
    await this.#finish(state, plan);
  }

  async #finish(state: StageState, plan: Plan): Promise<void> {
    const request = this.#request;
    const solver = new Solver(this.#daemon, request, this.#contexts, this.#progress);
    const snapshot = await solver.solveTarget(state.operation);
    if (request.output === 'image' || request.output === 'image and files') {
      const image = exportImage(this.#daemon, this.#progress, request, state, snapshot);
      this.#progress.send({ type: 'image', ...image, materials: materialsOf(this.#daemon, plan) });
    }
    if (request.output === 'files' || request.output === 'image and files') {
      const vertex = this.#progress.start('exporting to client directory');
      const archive = tarBytes(packTree(overlayTree(this.#daemon, snapshot.tree), []));
      vertex.status('copying files', { current: archive.length });
      vertex.done();
      this.#progress.send({ type: 'files', tar: toBinaryText(archive) });
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
      const size = file === undefined ? 2 : file.text.length;
      vertex.status('transferring dockerfile:', { current: size });
      this.#vertex = vertex;
      if (file !== undefined) this.#keepSource('dockerfile', size);
    }
    if (file === undefined) {
      const shown = dockerfileName.split('/').at(-1) ?? dockerfileName;
      throw new BuildError(`failed to read dockerfile: open ${shown}: no such file or directory`);
    }
    this.#file = file;
    try {
      return readDockerfile(file.text);
    } catch (error) {
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
      if (this.#request.call === 'build') this.#vertex?.warn(warning);
    }
    this.#warnings.sort((a, b) => a.source.start - b.source.start);
  }

  #source(range: LineRange) {
    return sourceOf(this.#file ?? { name: '', text: '' }, range);
  }

  /** A cache that isn't found is told, and the build goes on. The host's own cache is the only one. */
  async #importCaches(): Promise<void> {
    for (const reference of this.#request.cacheFrom ?? []) {
      const vertex = this.#progress.start(`importing cache manifest from ${reference}`);
      try {
        await resolveImage(this.#daemon, imageName(reference), BUILD_PLATFORM, false);
        vertex.done();
      } catch (error) {
        if (!(error instanceof BuildError)) throw error;
        vertex.fail(`failed to configure registry cache importer: ${error.message}`);
      }
    }
  }

  #refuseWarnings({ error }: LintOptions): void {
    if (!error || this.#warnings.length === 0) return;
    const names = [...new Set(this.#warnings.map(({ rule }) => rule))].sort();
    throw new BuildError(`lint violation found for rules: ${names.join(', ')}`);
  }

  /** What came from the client stays in the cache, too. */
  #keepSource(name: string, size: number): void {
    const { builds, kernel } = this.#daemon;
    const key = `local source for ${name}`;
    const now = kernel.clock.now();
    const there = builds.records.get(key);
    const { id, created, usage } = there ?? { id: recordId(this.#daemon), created: now, usage: 0 };
    builds.records.set(key, {
      id,
      key,
      parents: [],
      kind: 'source.local',
      description: key,
      size,
      created,
      lastUsed: now,
      usage: usage + 1,
    });
  }

  #loadIgnore(): void {
    const { context, ignore } = this.#request;
    if (context === 'remote') return;
    const vertex = this.#progress.start('[internal] load .dockerignore');
    vertex.status('transferring context:', { current: ignore?.length ?? 2 });
    this.#keepSource('context', ignore?.length ?? 0);
    vertex.done();
  }

  /** Looks up every image that the needed stages name. */
  async #plan(definition: Definition): Promise<Plan> {
    const request = this.#request;
    const { dockerfile, reachable, bases, platforms, others } = definition;
    const found = new Map<string, BaseImage | BuildError>();
    const load = async (text: string, stage: Stage, written: string): Promise<BaseImage | BuildError> => {
      const platform = platforms.get(stage) ?? BUILD_PLATFORM;
      const name = imageName(text);
      const isContext = request.namedContexts[written] !== undefined;
      const key = `${name} ${formatPlatform(platform)}${isContext ? ` ${written}` : ''}`;
      const there = found.get(key);
      if (there !== undefined) return there;
      const vertex = this.#progress.start(
        isContext ? `[context ${written}] load metadata for ${text}` : `[internal] load metadata for ${name}`,
      );
      const result = await resolveImage(this.#daemon, name, platform, request.pull).catch((error: unknown) => {
        if (error instanceof BuildError) return error;
        throw error;
      });
      if (result instanceof BuildError) vertex.fail(result.message);
      else vertex.done();
      found.set(key, result);
      return result;
    };
    const syntax = dockerfile.directives.get('syntax');
    if (syntax !== undefined) {
      this.#progress.instant(`resolve image config for docker-image://${imageName(syntax.value)}`);
    }
    const names = dockerfile.stages.map(({ from }) => from.stage).filter((name) => name !== '');
    const refuse = (text: string, error: BuildError, range: LineRange | undefined) =>
      new BuildError(
        `${text}: failed to resolve source metadata for ${imageName(text)}: ${error.message}${didYouMean(suggest(text, names))}`,
        range,
      );
    const starts = new Map<Stage, Base>();
    const problems: BuildError[] = [];
    for (const stage of reachable.stages) {
      const base = bases.get(stage) ?? 'scratch';
      if (typeof base === 'object') starts.set(stage, { kind: 'stage', stage: base });
      else if (request.namedContexts[base] === 'local') starts.set(stage, { kind: 'context', context: base });
      else if (base === 'scratch') starts.set(stage, { kind: 'scratch' });
      else {
        const image = await load(aliased(request, base), stage, base);
        if (image instanceof BuildError) problems.push(refuse(base, image, stage.from.range));
        else starts.set(stage, { kind: 'image', image });
      }
    }
    const images = new Map<string, BaseImage>();
    for (const [text, stage] of others) {
      if (request.namedContexts[text] === 'local') continue;
      const image = await load(aliased(request, text), stage, text);
      const range = copyRangeOf(stage, text);
      if (image instanceof BuildError) problems.push(refuse(text, image, range));
      else images.set(text, image);
    }
    const [problem] = problems;
    if (problem !== undefined) throw problem;
    const { stages, others: hasOthers } = reachable;
    return {
      dockerfile,
      request,
      stages,
      isSingle: dockerfile.stages.length === 1 && !hasOthers,
      globals: definition.globals,
      bases: starts,
      platforms,
      images,
    };
  }
}

/** @throws {BuildError} when a step asks for the host's network and nobody allowed it */
function checkNetwork({ stages, request }: Plan): void {
  if (request.allowsHostNetwork === true || request.network === 'host') return;
  const asks = stages.some(({ instructions }) =>
    instructions.some((instruction) => instruction.kind === 'run' && instruction.network === 'host'),
  );
  if (asks) throw new BuildError('failed to load LLB: network.host is not allowed');
}

function aliased({ namedContexts }: BuildRequest, name: string): string {
  const context = namedContexts[name];
  return typeof context === 'object' ? context.image : name;
}

/** Where a COPY names an image; of a mount BuildKit shows no place. */
const copyRangeOf = (stage: Stage, from: string): LineRange | undefined =>
  stage.instructions.find((instruction) => instruction.kind === 'copy' && instruction.from === from)?.range;

function environmentOf(base: Base | undefined): ReadonlyMap<string, string> {
  const env = base?.kind === 'image' ? (base.image.config.Env ?? []) : [DEFAULT_PATH];
  return new Map(
    env.map((entry): [string, string] => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}
