import { ApiError } from '../../api/errors.ts';
import { API_VERSION, ENGINE_VERSION, MIN_API_VERSION } from '../../api/transport.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/net/http.ts';
import type { Daemon } from '../daemon.ts';
import { ApiRequest, decodePart, readTarget } from './request.ts';
import { json } from './response.ts';

export type RouteHandler = (daemon: Daemon, request: ApiRequest) => HttpResponse | Promise<HttpResponse>;

/** `GET /containers/{id}/json`; `{name*}` takes slashes, too, as the name of a container does. Slashes before a name are dropped. */
export type Routes = Readonly<Record<string, RouteHandler>>;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly handler: RouteHandler;
}

const HEADERS = {
  'api-version': API_VERSION,
  'docker-experimental': 'false',
  ostype: 'linux',
  server: `Docker/${ENGINE_VERSION} (linux)`,
};

function compile(key: string, handler: RouteHandler): Route {
  const [method = '', path = ''] = key.split(' ');
  const names: string[] = [];
  const source = path.replace(/\{(\w+)(\*?)\}/g, (_, name: string, deep: string) => {
    names.push(name);
    return deep === '*' || path.startsWith('/containers/') ? '/*([^/].*)' : '/*([^/]+)';
  });
  return { method, pattern: new RegExp(`^${source}$`), names, handler };
}

function versionProblem(version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  const number = (text: string) => {
    const [major = 0, minor = 0] = text.split('.').map(Number);
    return 1000 * major + minor;
  };
  if (number(version) > number(API_VERSION)) {
    return `client version ${version} is too new. Maximum supported API version is ${API_VERSION}`;
  }
  if (number(version) < number(MIN_API_VERSION)) {
    return `client version ${version} is too old. Minimum supported API version is ${MIN_API_VERSION}, please upgrade your client to a newer version`;
  }
  return undefined;
}

/** The Engine API over any road that carries HTTP. */
export function createHandler(daemon: Daemon, tables: readonly Routes[]): HttpHandler {
  const routes = tables.flatMap((table) => Object.entries(table).map(([key, handler]) => compile(key, handler)));
  const answer = async (http: HttpRequest): Promise<HttpResponse> => {
    const { path, version, query } = readTarget(http.target);
    const problem = versionProblem(version);
    if (problem !== undefined) throw new ApiError('invalid_parameter', problem);
    for (const { method, pattern, names, handler } of routes) {
      const match = method === http.method ? pattern.exec(path) : null;
      if (match === null) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, decodePart(match[index + 1] ?? '')]));
      return handler(daemon, new ApiRequest(http, path, query, params));
    }
    throw new ApiError('not_found', 'page not found');
  };
  return async (http) => {
    const response = await answer(http).catch((error: unknown) => refusal(daemon, error));
    return { ...response, headers: { ...HEADERS, ...response.headers } };
  };
}

function refusal(daemon: Daemon, error: unknown): HttpResponse {
  if (error instanceof ApiError) return json({ message: error.message }, error.status);
  daemon.kernel.faults.push(error);
  const text = error instanceof Error ? error.message : String(error);
  return json({ message: `drydock: internal error: ${text}` }, 500);
}
