import type { HttpHandler } from '../kernel/net/http.ts';

/** The road between client and daemon. Anything that carries HTTP will do: the simulated socket, a test, Node's http. */
export type Transport = HttpHandler;
export type { HttpRequest, HttpResponse } from '../kernel/net/http.ts';

/** Version of the Engine API that the daemon speaks and the client asks for (Engine 28.5.2). */
export const API_VERSION = '1.51';
export const MIN_API_VERSION = '1.24';
export const ENGINE_VERSION = '28.5.2';
/** As in the packages of Docker Inc. for 28.5.2. */
export const ENGINE_COMMIT = '89c5e8f';
