import { ApiError } from '../../api/errors.ts';
import { decodeFilters, type Filters } from '../../api/filters.ts';
import { goJsonError } from '../../api/json-error.ts';
import { type Shape, unmarshal } from '../../api/unmarshal.ts';
import { decode } from '../../kernel/bytes.ts';
import type { HttpRequest } from '../../kernel/net/http.ts';

/** A request on its way through the router. */
export class ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly http: HttpRequest;
  /** Parts of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;

  constructor(
    http: HttpRequest,
    path: string,
    query: ReadonlyMap<string, readonly string[]>,
    params: Readonly<Record<string, string>>,
  ) {
    this.http = http;
    this.method = http.method;
    this.path = path;
    this.query = query;
    this.params = params;
  }

  param(name: string): string {
    return this.params[name] ?? '';
  }

  text(name: string, otherwise = ''): string {
    return this.query.get(name)?.[0] ?? otherwise;
  }

  list(name: string): readonly string[] {
    return this.query.get(name) ?? [];
  }

  /** '', 0, no, false and none are false. @see moby httputils BoolValue */
  flag(name: string): boolean {
    return !['', '0', 'no', 'false', 'none'].includes(this.text(name).trim().toLowerCase());
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    if (/^-?\d+$/.test(text)) return Number(text);
    throw new ApiError('invalid_parameter', `strconv.Atoi: parsing "${text}": invalid syntax`);
  }

  get filters(): Filters {
    const filters = decodeFilters(this.text('filters'));
    if (filters === undefined) throw new ApiError('invalid_parameter', 'invalid filter');
    return filters;
  }

  /**
   * The body as JSON, with what `shape` knows of; an empty one is `{}`.
   *
   * @param root how the engine calls the body in its messages, if not by its type
   * @throws {ApiError} `invalid JSON: …`
   */
  async json<T>(shape?: Shape, root?: string): Promise<T> {
    const value = await this.#parsed();
    if (shape !== undefined) return unmarshal(value, shape, root) as T;
    if (typeof value === 'object' && !Array.isArray(value)) return (value ?? {}) as T;
    throw new ApiError('invalid_parameter', `invalid JSON: json: cannot unmarshal ${jsonKind(value)} into Go value`);
  }

  /** @see moby httputils.CheckForJSON */
  #wantJson(): void {
    const type = this.http.headers['content-type'] ?? '';
    const refuse = (why: string) => {
      throw new ApiError('invalid_parameter', why);
    };
    if (type === '') refuse('malformed Content-Type header (): mime: no media type');
    if (type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
      refuse(`unsupported Content-Type header (${type}): must be 'application/json'`);
    }
  }

  async #parsed(): Promise<unknown> {
    const text = decode((await this.http.body?.readAll()) ?? new Uint8Array());
    if (text === '') return {};
    this.#wantJson();
    if (text.trim() === '') throw new ApiError('invalid_parameter', 'invalid JSON: got EOF while reading request body');
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const why = goJsonError(text);
      const isMore = why.endsWith('after top-level value');
      throw new ApiError('invalid_parameter', isMore ? 'unexpected content after JSON' : `invalid JSON: ${why}`);
    }
  }
}

const jsonKind = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

/** Path and query of a target, percent-decoded; the version prefix is taken off. */
export function readTarget(target: string): {
  readonly path: string;
  readonly version: string | undefined;
  readonly query: Map<string, string[]>;
} {
  const at = target.indexOf('?');
  const whole = at < 0 ? target : target.slice(0, at);
  const [, version, path = whole] = /^\/v(\d+\.\d+)(\/.*)$/.exec(whole) ?? [];
  const query = new Map<string, string[]>();
  for (const pair of at < 0 ? [] : target.slice(at + 1).split('&')) {
    if (pair === '') continue;
    const [key = '', ...rest] = pair.split('=');
    const name = decodePart(key);
    query.set(name, [...(query.get(name) ?? []), decodePart(rest.join('='))]);
  }
  return { path, version, query };
}

export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
