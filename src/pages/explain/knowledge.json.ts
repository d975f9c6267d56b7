import { commandList } from '../../lib/command-list.ts';
import { flagTexts } from '../../lib/flag-texts.ts';
import type { Knowledge } from '../../lib/explain/docker.ts';
import { commandNotes } from '../../lib/explain/notes.ts';

/** Every command and flag, for pages that take a command line apart. */
export async function GET(): Promise<Response> {
  const knowledge: Knowledge = { commands: commandList(), flags: await flagTexts(), notes: await commandNotes() };
  return Response.json(knowledge);
}
