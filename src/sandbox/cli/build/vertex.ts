import type { BuildEvent, BuildWarning } from '../../api/types/build.ts';

export interface LogLine {
  readonly at: number;
  readonly text: string;
}

export interface VertexStatus {
  readonly id: string;
  at: number;
  done: boolean;
  current: number | undefined;
  total: number | undefined;
}

/** A step as the client knows it. Times are ms since the build began. */
export interface VertexView {
  readonly id: number;
  readonly name: string;
  readonly start: number;
  end: number | undefined;
  cached: boolean;
  error: string | undefined;
  canceled: boolean;
  readonly statuses: VertexStatus[];
  readonly log: LogLine[];
  readonly warnings: BuildWarning[];
  /** Text after the last line break. */
  rest: LogLine | undefined;
}

/** Collects what the daemon tells of the steps. */
export class Vertices {
  readonly all: VertexView[] = [];
  readonly #byId = new Map<number, VertexView>();

  get(id: number): VertexView {
    const vertex = this.#byId.get(id);
    if (vertex === undefined) throw new Error(`the daemon tells of a step ${id} that it never began`);
    return vertex;
  }

  /** @returns whole lines of output that came with the event */
  apply(event: BuildEvent): LogLine[] {
    switch (event.type) {
      case 'start': {
        const vertex: VertexView = {
          id: event.vertex,
          name: event.name,
          start: event.at,
          end: undefined,
          cached: false,
          error: undefined,
          canceled: false,
          statuses: [],
          log: [],
          warnings: [],
          rest: undefined,
        };
        this.all.push(vertex);
        this.#byId.set(event.vertex, vertex);
        return [];
      }
      case 'end': {
        const vertex = this.get(event.vertex);
        vertex.end = event.at;
        vertex.cached = event.cached === true;
        vertex.error = event.error;
        vertex.canceled = event.canceled === true;
        const { rest } = vertex;
        vertex.rest = undefined;
        if (rest === undefined) return [];
        vertex.log.push(rest);
        return [rest];
      }
      case 'status': {
        const { statuses } = this.get(event.vertex);
        const known = statuses.find(({ id }) => id === event.id);
        const { id, at, done, current, total } = event;
        if (known === undefined) statuses.push({ id, at, done, current, total });
        else Object.assign(known, { at, done, current, total });
        return [];
      }
      case 'log':
        return this.#addLog(this.get(event.vertex), event.text, event.at);
      case 'warning':
        this.get(event.vertex).warnings.push(event.warning);
        return [];
      default:
        return [];
    }
  }

  #addLog(vertex: VertexView, text: string, at: number): LogLine[] {
    const offset = at - vertex.start;
    const whole = (vertex.rest?.text ?? '') + text;
    const lines = whole.split('\n');
    const rest = lines.pop() ?? '';
    const complete = lines.map((line, index) => ({
      at: index === 0 ? (vertex.rest?.at ?? offset) : offset,
      text: line.replace(/\r$/, ''),
    }));
    vertex.rest =
      rest === '' ? undefined : { at: complete.length === 0 ? (vertex.rest?.at ?? offset) : offset, text: rest };
    vertex.log.push(...complete);
    return complete;
  }
}
