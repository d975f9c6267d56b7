import type { Bytes } from '../kernel/bytes.ts';
import { concat } from '../kernel/bytes.ts';

const HEADER = 8;
/** Frames without a TTY: stream number, three zeros, length (big endian), payload. */
export type StreamName = 'stdout' | 'stderr';

export class FrameError extends Error {}

export type Sink = (bytes: Bytes) => unknown;

/**
 * Splits a multiplexed stream of attach, exec or logs.
 * @throws {FrameError} `Unrecognized input header: N` when the stream isn't framed.
 * @see moby api/stdcopy
 */
export async function stdCopy(stream: AsyncIterable<Bytes>, sinks: Record<StreamName, Sink>): Promise<void> {
  let pending: Bytes = new Uint8Array(0);
  for await (const chunk of stream) {
    pending = pending.length === 0 ? chunk : concat([pending, chunk]);
    let offset = 0;
    while (pending.length - offset >= HEADER) {
      const view = new DataView(pending.buffer, pending.byteOffset + offset, HEADER);
      const end = offset + HEADER + view.getUint32(4);
      if (pending.length < end) break;
      await deliver(view.getUint8(0), pending.subarray(offset + HEADER, end), sinks);
      offset = end;
    }
    pending = pending.subarray(offset);
  }
}

async function deliver(stream: number, payload: Bytes, sinks: Record<StreamName, Sink>): Promise<void> {
  if (stream === 0 || stream === 1) await sinks.stdout(payload);
  else if (stream === 2) await sinks.stderr(payload);
  else if (stream === 3) throw new FrameError(`error from daemon in stream: ${new TextDecoder().decode(payload)}`);
  else throw new FrameError(`Unrecognized input header: ${stream}`);
}
