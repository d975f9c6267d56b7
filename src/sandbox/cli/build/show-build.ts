import type { BuildEvent, BuildFailure, BuildFiles, BuildDescription, BuildWarning } from '../../api/types/build.ts';
import type { Io } from '../io.ts';
import { PlainProgress } from './plain.ts';
import { drawScreen, redraw } from './screen.ts';
import { Vertices, type VertexView } from './vertex.ts';
import { thousandths } from './duration.ts';

export type ProgressMode = 'plain' | 'tty' | 'quiet' | 'rawjson' | 'none';

/** Which builder the progress names. */
export interface ShownBuilder {
  readonly name: string;
  readonly driver: string;
}

const DEFAULT: ShownBuilder = { name: 'default', driver: 'docker' };

/** How a build ended. */
export interface BuildOutcome {
  image: Omit<Extract<BuildEvent, { type: 'image' }>, 'type'> | undefined;
  readonly files: { readonly of: BuildFiles; readonly tar: string }[];
  failure: BuildFailure | undefined;
  /** Name of the build in its builder's history. */
  reference: string;
  checked: { readonly warnings: readonly BuildWarning[]; readonly error: BuildFailure | undefined } | undefined;
  described: BuildDescription | undefined;
  readonly warnings: BuildWarning[];
}

/** Time between two pictures, ms. */
const FRAME = 150;
const LOG_LINES_OF_ERROR = 10;

/** Shows what happens, and answers what the daemon needs. */
export async function showBuild(
  io: Io,
  events: AsyncIterable<BuildEvent>,
  {
    mode,
    builder,
    onNeed,
  }: {
    readonly mode: ProgressMode;
    readonly builder: ShownBuilder | undefined;
    readonly onNeed: (names: readonly string[]) => void;
  },
): Promise<BuildOutcome> {
  const vertices = new Vertices();
  const plain = mode === 'plain' ? new PlainProgress(io.err, vertices) : undefined;
  const screen = mode === 'tty' ? new Screen(io, vertices, builder) : undefined;
  const outcome: BuildOutcome = {
    image: undefined,
    files: [],
    failure: undefined,
    reference: '',
    checked: undefined,
    described: undefined,
    warnings: [],
  };
  if (builder !== undefined) await plain?.begin(builder);
  screen?.begin();
  for await (const event of events) {
    const lines = vertices.apply(event);
    if (mode === 'rawjson' && 'vertex' in event) await io.err(`${JSON.stringify(event)}\n`);
    await plain?.show(event, lines);
    if (event.type === 'need') onNeed(event.contexts);
    else collect(outcome, event);
  }
  await screen?.finish();
  if (mode !== 'plain' && mode !== 'tty') return outcome;
  for (const vertex of vertices.all) if (vertex.error !== undefined) await io.err(errorLog(vertex));
  return outcome;
}

function collect(outcome: BuildOutcome, event: BuildEvent): void {
  switch (event.type) {
    case 'warning':
      outcome.warnings.push(event.warning);
      break;
    case 'reference':
      outcome.reference = event.reference;
      break;
    case 'image':
      outcome.image = event;
      break;
    case 'files':
      outcome.files.push(event);
      break;
    case 'failed':
      outcome.failure = event.failure;
      break;
    case 'checked':
      outcome.checked = { warnings: event.warnings, error: event.error };
      break;
    case 'described':
      outcome.described = event;
      break;
    case 'start':
    case 'status':
    case 'log':
    case 'end':
    case 'need':
      break; // shown, or answered, as they come
  }
}

/** The last lines of the step that failed. @see progressui, printErrorLogs */
function errorLog({ name, log }: VertexView): string {
  const lines = log.slice(-LOG_LINES_OF_ERROR).map(({ at, text }) => `${thousandths(at)} ${text}\n`);
  return `------\n > ${name}:\n${lines.join('')}------\n`;
}

/** The moving picture on a terminal. */
class Screen {
  readonly #io: Io;
  readonly #vertices: Vertices;
  readonly #start: number;
  readonly #builder: ShownBuilder;
  #lines = 0;
  #running = true;
  #ticking: Promise<void> = Promise.resolve();

  constructor(io: Io, vertices: Vertices, builder: ShownBuilder = DEFAULT) {
    this.#builder = builder;
    this.#io = io;
    this.#vertices = vertices;
    this.#start = io.now();
  }

  begin(): void {
    this.#ticking = this.#tick();
    // finish() hears of an error; a client that is killed never gets there.
    this.#ticking.catch(() => undefined);
  }

  async finish(): Promise<void> {
    this.#running = false;
    await this.#draw(true);
    await this.#ticking;
  }

  async #tick(): Promise<void> {
    while (this.#running) {
      await this.#draw(false);
      await this.#io.sleep(FRAME);
    }
  }

  async #draw(finished: boolean): Promise<void> {
    const size = this.#io.size(2) ?? { rows: 24, columns: 80 };
    const lines = drawScreen(this.#vertices.all, this.#io.now() - this.#start, finished, {
      ...size,
      builder: this.#builder,
      coloured: (this.#io.env.get('NO_COLOR') ?? '') === '',
    });
    const before = this.#lines;
    this.#lines = lines.length;
    await this.#io.err(redraw(lines, before));
  }
}
