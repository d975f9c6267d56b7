import type { BuildRequest } from '../../../api/types/build.ts';
import { type Bytes, concat, decode, EMPTY, encode } from '../../../kernel/bytes.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import type { Daemon } from '../../daemon.ts';
import type { ApiRequest } from '../request.ts';
import { empty, json, stream } from '../response.ts';
import type { Routes } from '../router.ts';

const NEWLINE = 10;

/** The first line of a body, and what follows. */
async function splitBody(body: ByteStream): Promise<{ head: string; rest: ByteStream }> {
  const chunks: Bytes[] = [];
  for (let chunk = await body.read(); chunk !== null; chunk = await body.read()) {
    const end = chunk.indexOf(NEWLINE);
    if (end < 0) {
      chunks.push(chunk);
      continue;
    }
    const head = decode(concat([...chunks, chunk.subarray(0, end)]));
    return { head, rest: continued(chunk.slice(end + 1), body) };
  }
  return { head: decode(concat([EMPTY, ...chunks])), rest: ByteStream.of() };
}

function continued(first: Bytes, body: ByteStream): ByteStream {
  const rest = new ByteStream();
  rest.push(first);
  rest.onCancel(() => body.cancel());
  const pump = async () => {
    for await (const chunk of body) if (!(await rest.write(chunk))) return;
    rest.end();
  };
  void pump();
  return rest;
}

/** The container of a builder; undefined for the engine's own. */
const workerName = (request: ApiRequest): string | undefined => request.text('worker') || undefined;

/** Runs a build to its end; the answer has begun by then. */
async function runBuild(daemon: Daemon, body: ByteStream, out: ByteStream): Promise<void> {
  const { build } = await daemon.kernel.clock.outside(import('../../builder/build.ts'));
  const { head, rest } = await splitBody(body);
  await build(daemon, JSON.parse(head) as BuildRequest, rest, out);
}

async function runLegacyBuild(daemon: Daemon, request: ApiRequest, body: ByteStream, out: ByteStream): Promise<void> {
  const { buildLegacy } = await daemon.kernel.clock.outside(import('../../builder/legacy.ts'));
  const map = (name: string) => JSON.parse(request.text(name, '{}')) as Readonly<Record<string, string>>;
  await buildLegacy(
    daemon,
    {
      dockerfile: request.text('dockerfile', 'Dockerfile'),
      tags: request.list('t'),
      target: request.text('target'),
      buildArgs: map('buildargs'),
      labels: map('labels'),
      noCache: request.flag('nocache'),
      pull: request.flag('pull'),
      remove: request.flag('rm'),
      quiet: request.flag('q'),
      network: request.text('networkmode'),
      extraHosts: request.list('extrahosts'),
    },
    body,
    out,
  );
}

/** Builds. What they need is loaded by the first one. */
export const buildRoutes: Routes = {
  'POST /build': async (daemon, request) => {
    const body = request.http.body ?? ByteStream.of();
    const out = new ByteStream();
    const isBuildKit = request.text('version') === '2';
    const work = isBuildKit ? runBuild(daemon, body, out) : runLegacyBuild(daemon, request, body, out);
    void work
      .catch((error: unknown) => {
        daemon.kernel.faults.push(error);
        const message = `drydock: internal error: ${error instanceof Error ? error.message : String(error)}`;
        const last = isBuildKit ? { type: 'failed', failure: { message } } : { errorDetail: { message } };
        out.push(encode(`${JSON.stringify(last)}\n`));
      })
      .finally(() => out.end());
    return stream(out);
  },

  // Not Docker's: buildx asks BuildKit itself.
  'GET /drydock/builds': async (daemon, request) => {
    const { listBuilds } = await daemon.kernel.clock.outside(import('../../builder/history.ts'));
    return json(listBuilds(daemon, workerName(request)));
  },

  'DELETE /drydock/builds': async (daemon, request) => {
    const { forgetBuild } = await daemon.kernel.clock.outside(import('../../builder/history.ts'));
    forgetBuild(daemon, workerName(request), request.text('reference'));
    return empty();
  },

  'GET /drydock/build-cache': async (daemon, request) => {
    const { listBuildCache } = await daemon.kernel.clock.outside(import('../../builder/cache-list.ts'));
    const { workerOf } = await daemon.kernel.clock.outside(import('../../builder/worker.ts'));
    return json(listBuildCache(workerOf(daemon, workerName(request)).daemon));
  },

  'POST /build/prune': async (daemon, request) => {
    const { pruneBuildCache } = await daemon.kernel.clock.outside(import('../../builder/prune.ts'));
    const { workerOf } = await daemon.kernel.clock.outside(import('../../builder/worker.ts'));
    const worker = workerOf(daemon, workerName(request)).daemon;
    const limits = {
      reservedSpace: request.number('reserved-space') ?? request.number('keep-storage') ?? 0,
      maxUsedSpace: request.number('max-used-space') ?? 0,
      minFreeSpace: request.number('min-free-space') ?? 0,
    };
    return json(pruneBuildCache(worker, { all: request.flag('all'), filters: request.filters, limits }));
  },
};
