import { pack } from '../../lib/search/pack.ts';
import { searchRecords } from '../../lib/search/records.ts';

export async function GET(): Promise<Response> {
  return Response.json(pack(await searchRecords()));
}
