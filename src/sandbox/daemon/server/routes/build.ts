import { ApiError } from '../../../api/errors.ts';
import type { BuildRequest } from '../../../api/types/build.ts';
import { type Bytes, concat, decode, EMPTY } from '../../../kernel/bytes.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { json, stream } from '../response.ts';
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

/** Builds. What they need is loaded by the first one. */
export const buildRoutes: Routes = {
  'POST /build': async (daemon, request) => {
    const body = request.http.body ?? ByteStream.of();
    const { clock } = daemon.kernel;
    if (request.text('version') !== '2') {
      throw new ApiError('not_implemented', 'drydock: not simulated: the old builder');
    }
    const { build } = await clock.outside(import('../../builder/build.ts'));
    const { head, rest } = await splitBody(body);
    const out = new ByteStream();
    void build(daemon, JSON.parse(head) as BuildRequest, rest, out)
      .catch((error: unknown) => {
        daemon.kernel.faults.push(error);
        const message = `drydock: internal error: ${error instanceof Error ? error.message : String(error)}`;
        out.push(new TextEncoder().encode(`${JSON.stringify({ type: 'failed', failure: { message } })}\n`));
      })
      .finally(() => out.end());
    return stream(out);
  },

  'POST /build/prune': async (daemon, request) => {
    const { pruneBuildCache } = await daemon.kernel.clock.outside(import('../../builder/prune.ts'));
    return json(pruneBuildCache(daemon, { all: request.flag('all'), filters: request.filters }));
  },
};
