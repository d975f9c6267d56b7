import { collectCoverage } from '../lib/coverage/collect.ts';
import { coveringPages } from '../lib/coverage/pages.ts';

/** Where each topic, command and mistake of the sources is treated; a test refuses gaps. */
export async function GET(): Promise<Response> {
  return Response.json(collectCoverage(await coveringPages()));
}
