import { deck } from '../lib/cards/deck.ts';

/** Every card, for the pages that review them. */
export async function GET(): Promise<Response> {
  return Response.json(await deck());
}
