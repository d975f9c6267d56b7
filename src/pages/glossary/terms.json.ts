import { glossaryTerms } from '../../lib/glossary.ts';

/** What the cards on words of the glossary show. */
export async function GET(): Promise<Response> {
  return Response.json(await glossaryTerms());
}
