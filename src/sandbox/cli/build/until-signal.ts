import type { BuildEvent } from '../../api/types/build.ts';
import { type Signal, SIGNALS } from '../../kernel/signal.ts';
import type { Io } from '../io.ts';

export interface SignalledBuild {
  readonly events: AsyncIterable<BuildEvent>;
  /** Exit code of a build that has failed: after a signal it tells which. */
  exitCode(): number;
}

/** A build's events until a signal comes: then what still runs is cancelled, and the build with it. */
export function untilSignal(io: Io, events: AsyncIterable<BuildEvent>): SignalledBuild {
  let signal: Signal | undefined;
  return {
    exitCode: () => (signal === undefined ? 1 : 128 + SIGNALS[signal]),
    events: stopped(io, events, (one) => (signal = one)),
  };
}

async function* stopped(
  io: Io,
  events: AsyncIterable<BuildEvent>,
  onSignal: (signal: Signal) => void,
): AsyncGenerator<BuildEvent> {
  const open = new Set<number>();
  const last = { at: 0, heard: io.now() };
  let release = () => {};
  const interrupted = new Promise<'interrupted'>((resolve) => {
    release = io.onSignal(['INT', 'TERM'], (signal) => {
      onSignal(signal);
      resolve('interrupted');
    });
  });
  const source = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([source.next(), interrupted]);
      if (next === 'interrupted') break;
      if (next.done === true) return;
      const event = next.value;
      if (event.type === 'start') open.add(event.vertex);
      if (event.type === 'end') open.delete(event.vertex);
      if ('at' in event) Object.assign(last, { at: event.at, heard: io.now() });
      yield event;
    }
  } finally {
    release();
  }
  const at = last.at + io.now() - last.heard;
  for (const vertex of open) yield { type: 'end', vertex, at, canceled: true };
  yield { type: 'failed', failure: { message: 'Canceled: context canceled' } };
}
