import type { BuildEvent, BuildRequest } from '../api/types/build.ts';
import { jsonLines } from '../client/json-lines.ts';
import { excerpt } from '../cli/build/excerpt.ts';
import { bodyOf, prepareContext } from '../cli/build/prepare.ts';
import { buildStateOf, saveBuildState } from '../cli/buildx/build-state.ts';
import { DEFAULT_BUILDER } from '../cli/buildx/builders.ts';
import { showBuild } from '../cli/build/show-build.ts';
import type { Io } from '../cli/io.ts';
import { readText, absolutePath } from './model/files.ts';
import { ComposeError } from './model/error.ts';
import { configHash } from './model/hash.ts';
import type { BuildConfig, Service } from './model/service.ts';
import { imageOf } from './images.ts';
import * as label from './labels.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';
import type { Progress } from './progress/progress.ts';

export interface BuildOptions {
  readonly quiet: boolean;
  /** False: nothing is said of what was built. */
  readonly told?: boolean;
  readonly args?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  readonly pull?: boolean;
}

/** Builds the images of services, and says of each `demo-web  Built`. */
export async function buildServices(
  runtime: Runtime,
  project: Project,
  services: readonly Service[],
  progress: Progress,
  options: BuildOptions,
): Promise<void> {
  const sorted = [...services].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (runtime.root['dry-run']) return dryBuild(project, sorted, progress);
  const log = new BakeLog(runtime.io, sorted.length > 1);
  if (!options.quiet) await log.begin();
  for (const service of sorted) await buildOne(runtime, project, service, options, log);
  if (!options.quiet) await log.end(sorted);
  if (options.told === false) return;
  for (const service of sorted) await progress.event({ id: imageOf(project, service), status: 'Built', state: 'done' });
}

/** @see docker/compose pkg/compose/build.go, dryRunBuildResponse */
async function dryBuild(project: Project, services: readonly Service[], progress: Progress): Promise<void> {
  for (const service of services) {
    const image = `dryRun-${configHash({ name: service.name }).slice(0, 40)}`;
    await progress.event({ id: `${service.name} ==>`, text: `==> writing image ${image}`, state: 'working' });
    await progress.event({
      id: `${service.name} ==>`,
      text: `==> naming to ${imageOf(project, service)}`,
      state: 'working',
    });
    await progress.event({ id: service.name, status: 'Built', state: 'done' });
  }
}

async function buildOne(
  { client, io, root }: Runtime,
  project: Project,
  service: Service,
  options: BuildOptions,
  log: BakeLog,
): Promise<void> {
  const build = service.build;
  if (build === undefined) return;
  const image = imageOf(project, service);
  const { request, archive } = await requestOf(io, project, service, build, image, options);
  const body = bodyOf(request);
  const send = (names: readonly string[]) => {
    body.push(archive(names));
    body.end();
  };
  const answer = await client.imageBuild(body);
  const tty = root.progress === 'tty' || (root.progress === '' && io.isTerminal(1));
  const mode = options.quiet || root.progress === 'quiet' ? 'quiet' : tty ? 'tty' : 'plain';
  const shown = tty ? io : log.io(service.name);
  const outcome = await showBuild(shown, jsonLines<BuildEvent>(answer), {
    mode,
    builder: { name: '', driver: 'docker' },
    onNeed: send,
  });
  body.end();
  if (outcome.reference !== '') {
    const { context: path, dockerfile = 'Dockerfile', target = '' } = build;
    const state = buildStateOf(io, { path, file: absolutePath(dockerfile, path), target });
    saveBuildState(io, { name: DEFAULT_BUILDER, node: DEFAULT_BUILDER }, outcome.reference, state);
  }
  const { failure } = outcome;
  if (failure === undefined) return;
  const source =
    failure.source === undefined ? '' : excerpt(failure.source).replaceAll('\n', '\n\n').replace('\n\n', '\n\n');
  const target = log.several ? `target ${service.name}: ` : '';
  throw new ComposeError(`${source}${target}failed to solve: ${failure.message}\n`);
}

async function requestOf(
  io: Io,
  project: Project,
  service: Service,
  build: BuildConfig,
  image: string,
  options: BuildOptions,
) {
  const given = (build['additional_contexts'] ?? {}) as Readonly<Record<string, string>>;
  const directories = Object.entries(given).filter(([, path]) => path.startsWith('/'));
  const named = new Map(directories);
  const { context, dockerfile = 'Dockerfile', dockerfile_inline } = build;
  const file = absolutePath(dockerfile, context);
  const prepared = await prepareContext(io, {
    path: context,
    file: dockerfile_inline === undefined ? file : '',
    named,
  });
  const text = dockerfile_inline ?? prepared.dockerfile?.text;
  const environment = (build['extra_hosts'] ?? []) as readonly string[];
  const request: BuildRequest = {
    dockerfile: text === undefined ? undefined : { name: dockerfile, text },
    dockerfileName: dockerfile,
    ignore: prepared.ignore,
    context: prepared.context,
    tags: [image, ...(build.tags ?? [])],
    target: build.target ?? '',
    buildArgs: { ...argsOf(build), ...options.args },
    labels: {
      ...build.labels,
      [label.PROJECT]: project.name,
      [label.SERVICE]: service.name,
      [label.VERSION_LABEL]: label.COMPOSE_VERSION,
    },
    platform: service.platform ?? build.platforms?.[0] ?? '',
    network: (build['network'] as string | undefined) ?? '',
    addHosts: environment.map((host) => host.replace('=', ':')),
    noCache: options.noCache === true || build.no_cache === true,
    noCacheFilter: [],
    pull: options.pull === true || build.pull === true,
    secrets: secretsOf(io, project, build),
    ssh: (build['ssh'] as readonly string[] | undefined) ?? [],
    namedContexts: Object.fromEntries(
      Object.entries(given).map(([name, path]) => [
        name,
        path.startsWith('/') ? 'local' : { image: path.replace(/^docker-image:\/\//, '') },
      ]),
    ),
    output: 'image',
    call: 'build',
  };
  return { request, archive: prepared.archive };
}

const argsOf = ({ args = {} }: BuildConfig) =>
  Object.fromEntries(Object.entries(args).filter((entry): entry is [string, string] => entry[1] !== null));

function secretsOf(io: Io, project: Project, build: BuildConfig): Record<string, string> {
  const references = (build['secrets'] ?? []) as readonly { source: string; target?: string }[];
  return Object.fromEntries(
    references.map(({ source, target = source }) => {
      const secret = project.secrets[source];
      const value =
        secret?.file === undefined
          ? (project.environment.get(secret?.environment ?? '') ?? '')
          : readText(io, secret.file);
      return [target, value];
    }),
  );
}

/** Compose hands its builds to bake: one log, on stdout, with the steps of all, numbered on. */
class BakeLog {
  readonly #io: Io;
  /** Steps carry the name of their service then. */
  readonly several: boolean;
  #before = 1;
  #last = 1;

  constructor(io: Io, several: boolean) {
    this.#io = io;
    this.several = several;
  }

  begin(): Promise<void> {
    if (this.#io.isTerminal(1)) return Promise.resolve();
    return this.#io.out('#1 [internal] load local bake definitions\n#1 reading from stdin 449B done\n#1 DONE 0.0s\n\n');
  }

  async end(services: readonly Service[]): Promise<void> {
    if (this.#io.isTerminal(1)) return;
    for (const { name } of services) {
      await this.#io.out(
        `\n#${++this.#last} ${this.several ? `[${name}] ` : ''}resolving provenance for metadata file\n#${this.#last} DONE 0.0s\n`,
      );
    }
  }

  /** Where the log of one service goes. */
  io(service: string): Io {
    this.#before = this.#last;
    const write = async (data: string | Uint8Array) => {
      const text = String(data);
      if (text.startsWith('#0 ')) return;
      await this.#io.out(
        text.replace(/^#(\d+) (\[)?(exporting to image)?/gm, (...match) => this.#renamed(match, service)),
      );
    };
    return { ...this.#io, isTerminal: (fd) => this.#io.isTerminal(fd), err: write, out: write } as Io;
  }

  #renamed([, number = '1', bracket = '', exporting = '']: readonly string[], service: string): string {
    this.#last = Math.max(this.#last, this.#before + Number(number));
    const head = `#${this.#before + Number(number)} `;
    if (!this.several) return head + bracket + exporting;
    return exporting === '' ? `${head}${bracket === '' ? '' : `[${service} `}` : `${head}[${service}] ${exporting}`;
  }
}
