import { createDetachFilter } from '../../api/detach-keys.ts';
import { ApiError } from '../../api/errors.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import { type Duplex, duplexPair } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { readDetachKeys } from './detach-keys.ts';
import { liveOf } from './find.ts';
import type { LiveContainer } from './live.ts';
import { logContainerEvent } from './log-event.ts';
import { formatEntry } from './logs.ts';

export interface AttachRequest {
  readonly stream: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly logs: boolean;
  readonly detachKeys: string;
}

/** POST /containers/{id}/attach: the connection, from the client's side. Input may come before the start. */
export function attachContainer(daemon: Daemon, record: ContainerRecord, request: AttachRequest): Duplex {
  const { state, id, config } = record;
  const keys = readDetachKeys(request.detachKeys);
  if (state.paused) throw new ApiError('conflict', `container ${id} is paused, unpause the container before attach`);
  if (state.restarting) {
    throw new ApiError('conflict', `container ${id} is restarting, wait until the container is running`);
  }
  const live = liveOf(daemon, record);
  const [client, server] = duplexPair();
  const framed = !config.Tty;
  if (request.logs) {
    for (const entry of live.log?.entries ?? []) {
      if (request[entry.stream]) server.output.push(formatEntry(entry, { framed }));
    }
  }
  if (!request.stream) {
    server.output.end();
    return client;
  }
  live.output.attach({ stdout: request.stdout, stderr: request.stderr && framed, stream: server.output, framed });
  logContainerEvent(daemon, record, 'attach');
  if (request.stdin && config.OpenStdin) void pumpInput(daemon, record, live, server, keys);
  return client;
}

/** Carries what a client sends to the container, until it ends or detaches. */
async function pumpInput(
  daemon: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  { input, output }: Duplex,
  keys: Bytes,
): Promise<void> {
  const { Tty, StdinOnce } = record.config;
  const filter = createDetachFilter(keys);
  const { input: stdin } = live;
  for await (const chunk of input) {
    const { pass, detached } = Tty ? filter(chunk) : { pass: chunk, detached: false };
    if (Tty) typeInto(live, pass);
    else stdin.push(pass);
    if (!detached) continue;
    output.end();
    live.output.detach(output);
    logContainerEvent(daemon, record, 'detach');
    return;
  }
  if (!Tty && StdinOnce && input.ended) stdin.end();
}

/** Types on the terminal, or keeps it until there is one. */
function typeInto(live: LiveContainer, bytes: Uint8Array): void {
  if (live.terminal === undefined) live.early.push(bytes);
  else live.terminal.input(bytes);
}
