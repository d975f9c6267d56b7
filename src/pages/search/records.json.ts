import { searchRecords } from '../../lib/search/records.ts';

export async function GET(): Promise<Response> {
  return Response.json(await searchRecords());
}
