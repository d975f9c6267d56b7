import { parseReference, withDefaultTag } from '../api/reference.ts';
import { familiarName } from '../api/reference.ts';
import type { ProgressMessage } from '../api/types/image.ts';
import { errorText } from '../cli/error-text.ts';
import { DaemonError } from '../client/request.ts';
import { jsonLines } from '../client/json-lines.ts';
import { StatusError } from '../cli/errors.ts';
import { ComposeError } from './model/error.ts';
import type { Service } from './model/service.ts';
import { imageId } from './observe.ts';
import { progressBar } from '../cli/progress.ts';
import type { Progress } from './progress/progress.ts';
import type { Project } from './project.ts';
import type { Runtime } from './runtime.ts';
import { buildServices } from './build.ts';
import { allOrFirst } from './plan.ts';

/** The image of a service: what `image` says, or that which its build makes. */
export const imageOf = (project: Pick<Project, 'name'>, { image, name }: Service): string =>
  image ?? `${project.name}-${name}`;

export interface ImageOptions {
  /** `always`, `missing`, `never`, or empty: as the services say. */
  readonly pull: string;
  readonly quietPull: boolean;
  /** `always`: --build; `never`: --no-build. */
  readonly build: 'always' | 'missing' | 'never';
  readonly quietBuild: boolean;
}

/** Pulls and builds what is missing. @returns the id of each service's image, where there is one */
export async function ensureImages(
  runtime: Runtime,
  project: Project,
  progress: Progress,
  options: ImageOptions,
): Promise<Map<string, string | undefined>> {
  const { client } = runtime;
  const services = Object.values(project.services).filter((service) => !('provider' in service));
  const there = new Map<string, string | undefined>();
  for (const service of services) {
    checkPlatform(service);
    there.set(service.name, await knownImage(client, imageOf(project, service)));
  }
  const toPull = services.filter((service) => mustPull(service, there.get(service.name), options));
  if (toPull.length > 0) {
    await allOrFirst(
      toPull.map((service) => {
        const { name, platform, build } = service;
        return pull(runtime, progress, {
          image: imageOf(project, service),
          name,
          platform,
          layers: !options.quietPull,
          buildable: build !== undefined,
        }).catch((error: unknown) => {
          if (build === undefined || !(error instanceof Error)) throw error;
        });
      }),
    );
  }
  for (const service of toPull) there.set(service.name, await imageId(client, imageOf(project, service)));
  const toBuild = services.filter(
    (service) => service.build !== undefined && mustBuild(service, there.get(service.name), options.build),
  );
  if (toBuild.length > 0) await buildServices(runtime, project, toBuild, progress, { quiet: options.quietBuild });
  for (const service of toBuild) there.set(service.name, await imageId(client, imageOf(project, service)));
  return there;
}

async function knownImage(client: Runtime['client'], image: string): Promise<string | undefined> {
  try {
    return await imageId(client, image);
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    throw new ComposeError(`unable to get image '${image}': ${errorText(error)}`);
  }
}

const SYSTEMS =
  /^(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|windows|zos|macos)$/i;
const ARCHITECTURES =
  /^(386|amd64|amd64p32|arm|armbe|arm64|arm64be|ppc64|ppc64le|loong64|mips|mipsle|mips64|mips64le|ppc|riscv|riscv64|s390|s390x|sparc|sparc64|wasm|i386|x86_64|x86-64|aarch64|armhf|armel)$/i;

/** @see containerd platforms.go, Parse: one word is a system or an architecture */
function checkPlatform({ platform }: Service): void {
  if (platform === undefined || platform.includes('/')) return;
  if (SYSTEMS.test(platform) || ARCHITECTURES.test(platform)) return;
  throw new ComposeError(`${JSON.stringify(platform)}: unknown operating system or architecture: invalid argument`);
}

function mustPull(service: Service, id: string | undefined, { pull, build }: ImageOptions): boolean {
  if (service.build !== undefined && (service.image === undefined || build === 'always')) return false;
  const policy = pull === '' || pull === 'policy' ? (service.pull_policy ?? 'missing') : pull;
  if (policy === 'always' || policy === 'refresh') return true;
  if (policy === 'never' || policy === 'build') return false;
  return id === undefined;
}

function mustBuild({ pull_policy }: Service, id: string | undefined, build: ImageOptions['build']): boolean {
  if (build === 'never') return false;
  return build === 'always' || pull_policy === 'build' || id === undefined;
}

interface Pull {
  readonly image: string;
  /** Of the service. */
  readonly name: string;
  readonly platform: string | undefined;
  /** Whether the layers are shown. */
  readonly layers: boolean;
  /** It can be built instead: a failure is told as a warning. */
  readonly buildable: boolean;
}

/** Docker's bar has room there. */
const UNKNOWN_COLUMNS = 200;

/** Pulls one image; its layers are told as parts. @throws {StatusError} the daemon's words */
export async function pull(
  { client, io }: Runtime,
  progress: Progress,
  { image, name, platform, layers, buildable }: Pull,
): Promise<void> {
  const reference = withDefaultTag(parseReference(image));
  await progress.event({ id: name, text: 'Pulling', state: 'working' });
  try {
    const stream = await client.imagePull({
      image: familiarName(reference),
      tag: reference.digest ?? reference.tag ?? '',
      ...(platform !== undefined && { platform }),
    });
    for await (const message of jsonLines<ProgressMessage>(stream)) {
      if (message.errorDetail !== undefined)
        throw new StatusError(1, `Error response from daemon: ${message.errorDetail.message}`);
      if (layers && message.id !== undefined && message.progressDetail !== undefined)
        await layer(progress, io.size(2)?.columns ?? UNKNOWN_COLUMNS, name, message);
    }
    await progress.event({ id: name, text: 'Pulled', state: 'done' });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status = pullError(error);
    await progress.event(
      buildable
        ? { id: name, text: 'Warning', status, state: 'warning' }
        : { id: name, text: 'Error', status, state: 'error' },
    );
    throw error;
  }
}

const pullError = (error: Error) => error.message.replace(/^Error response from daemon: /, '');

async function layer(
  progress: Progress,
  columns: number,
  parent: string,
  { id = '', status = '', progressDetail }: ProgressMessage,
): Promise<void> {
  const isDone = ['Pull complete', 'Already exists', 'Download complete'].includes(status);
  const detail = progressDetail === undefined ? '' : progressBar(progressDetail, columns);
  await progress.event({ id, parent, text: status, status: detail, state: isDone ? 'done' : 'working' });
}
