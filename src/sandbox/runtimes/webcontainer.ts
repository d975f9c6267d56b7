import type { FromHost, HostPort, ToHost, WorkerStart } from './messages.ts';
import type { Question } from './questions/question.ts';
import { answerWithFiles, type ContainerFiles } from './webcontainer-files.ts';

/** `WebContainer.boot()` never answers when its network fails, and can't be tried again without a reload, ms. */
const PATIENCE_MS = 20_000;
const BIN = '.drydock';

/** A process of a WebContainer: what it prints, what it reads. */
export interface ContainerProcess {
  readonly output: ReadableStream<string>;
  readonly input: WritableStream<string>;
  readonly exit: Promise<number>;
  kill(): void;
  resize(size: { cols: number; rows: number }): void;
}

/** The part of @webcontainer/api that is used here; a test gives another. */
export interface Container {
  readonly workdir: string;
  readonly fs: ContainerFiles;
  spawn(
    command: string,
    args: string[],
    options?: { terminal?: { cols: number; rows: number }; env?: Record<string, string> },
  ): Promise<ContainerProcess>;
  on(event: 'server-ready', listener: (port: number, url: string) => void): () => void;
  teardown(): void;
}

export interface ContainerOptions {
  /** `WebContainer.boot` */
  readonly boot: () => Promise<Container>;
  /** The bundle of `docker`, as text. */
  readonly shim: () => Promise<string>;
  /** A program listens: the address at which a browser finds it. */
  readonly onPort?: (port: number, url: string) => void;
  /** What keeps the page from booting at all; fit to be shown. */
  readonly obstacle?: string | undefined;
  readonly patience?: number;
}

/** Real Node in the page, `docker` on its PATH: the same messages as the worker's. */
export function webContainerPort({ boot, shim, onPort, obstacle, patience = PATIENCE_MS }: ContainerOptions): HostPort {
  let tell: (message: FromHost) => void = () => {};
  let complain: (reason: string) => void = () => {};
  const started = Promise.withResolvers<Container>();
  started.promise.catch((error: unknown) => complain(error instanceof Error ? error.message : String(error)));
  const shells = new Map<number, { process: ContainerProcess; writer: WritableStreamDefaultWriter<string> }>();
  const streams = new Map<number, ContainerProcess>();
  let ended = false;

  async function start(state: WorkerStart): Promise<Container> {
    if (obstacle !== undefined) throw new Error(obstacle);
    const [container, bundle] = await Promise.all([inTime(boot(), patience), shim()]);
    if (ended) {
      container.teardown();
      throw new Error('it was ended while it started');
    }
    if (onPort !== undefined) container.on('server-ready', onPort);
    await container.fs.mkdir(BIN, { recursive: true });
    await container.fs.writeFile(`${BIN}/docker.mjs`, bundle);
    await container.fs.writeFile(`${BIN}/docker`, `#!/usr/bin/env node\nimport('./docker.mjs');\n`);
    const executable = await container.spawn('chmod', ['+x', `${BIN}/docker`]);
    await executable.exit;
    for (const [name, text] of Object.entries(state.files)) {
      const slash = name.lastIndexOf('/');
      if (slash > 0) await container.fs.mkdir(name.slice(0, slash), { recursive: true });
      await container.fs.writeFile(name, text);
    }
    // The host outlives the shells; its images are those of the start state.
    await container.spawn('node', [`${BIN}/docker.mjs`, '--drydock-serve', ...state.images]);
    return container;
  }

  async function open({ shell, columns, rows }: Extract<ToHost, { type: 'open' }>): Promise<void> {
    const container = await started.promise;
    const process = await container.spawn('jsh', [], {
      terminal: { cols: columns, rows },
      env: { PATH: `${container.workdir}/${BIN}:/usr/local/bin:/usr/bin:/bin` },
    });
    shells.set(shell, { process, writer: process.input.getWriter() });
    void process.output.pipeTo(new WritableStream({ write: (text) => tell({ type: 'output', shell, text }) }));
    const code = await process.exit;
    shells.delete(shell);
    tell({ type: 'exited', shell, code });
  }

  async function request({ id, method, target, body }: Extract<ToHost, { type: 'request' }>): Promise<void> {
    const container = await started.promise;
    const args = [`${BIN}/docker.mjs`, '--drydock-request', method, target, ...(body === undefined ? [] : [body])];
    const process = await container.spawn('node', args);
    streams.set(id, process);
    const utf8 = new TextEncoder();
    let head: string | undefined = '';
    const sink = new WritableStream<string>({
      write(text) {
        if (head === undefined) return tell({ type: 'body', id, bytes: utf8.encode(text) });
        head += text;
        const line = head.indexOf('\n');
        if (line < 0) return;
        tell({ type: 'head', id, status: Number(head.slice(0, line)) });
        const rest = head.slice(line + 1);
        head = undefined;
        if (rest !== '') tell({ type: 'body', id, bytes: utf8.encode(rest) });
      },
    });
    await Promise.all([process.output.pipeTo(sink), process.exit]);
    if (head !== undefined) tell({ type: 'head', id, status: 502 });
    if (streams.delete(id)) tell({ type: 'end', id });
  }

  async function ask(id: number, question: Question): Promise<void> {
    const { fs } = await started.promise;
    try {
      tell({ type: 'answer', id, answer: await answerWithFiles(fs, question) });
    } catch (error) {
      tell({ type: 'refused', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  const failed = (error: unknown): void => complain(error instanceof Error ? error.message : String(error));
  const waiting = (work: Promise<void>): void => void work.catch((error: unknown) => ended || failed(error));

  return {
    onMessage: (listener) => void (tell = listener),
    onError: (listener) => void (complain = listener),
    post(message) {
      switch (message.type) {
        case 'start':
          start(message.start).then(started.resolve, started.reject);
          break;
        case 'open':
          open(message).catch(() => undefined); // `started` has told why
          break;
        case 'close':
          shells.get(message.shell)?.process.kill();
          break;
        case 'input':
          void shells.get(message.shell)?.writer.write(message.text);
          break;
        case 'resize':
          shells.get(message.shell)?.process.resize({ cols: message.columns, rows: message.rows });
          break;
        case 'drawn':
          break; // the stream between holds a fast program back
        case 'ping':
          tell({ type: 'pong' });
          break;
        case 'request':
          waiting(request(message));
          break;
        case 'cancel':
          streams.get(message.id)?.kill();
          streams.delete(message.id);
          break;
        case 'look':
          tell({ type: 'found', id: message.id, texts: message.paths.map(() => null) });
          break;
        case 'ask':
          waiting(ask(message.id, message.question));
      }
    },
    end() {
      ended = true;
      started.promise.then(
        (container) => container.teardown(),
        () => undefined,
      );
    },
  };
}

/** @throws {Error} in words for the reader when nothing has come in time */
function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () =>
        reject(
          new Error(
            `WebContainers did not answer within ${Math.round(ms / 1000)} s: their network may be out of reach`,
          ),
        ),
      ms,
    );
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
