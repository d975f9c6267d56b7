import { shimBundle } from '../../../lib/shim-bundle.ts';

/** `docker` for real Node, in one file. */
export async function GET(): Promise<Response> {
  return new Response(await shimBundle(), { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
}
