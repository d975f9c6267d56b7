import { getCollection } from 'astro:content';
import { commandList } from '../command-list.ts';
import { getTracks } from '../tracks.ts';
import type { NoteLink } from './part.ts';

/** Which note is about a command or a flag: by `run --publish`, from topic-commands.yaml and what the notes cover. */
export async function commandNotes(): Promise<Readonly<Record<string, NoteLink>>> {
  const commands = commandList();
  const notes = (await getTracks()).flatMap((track) => track.notes);
  const found: Record<string, NoteLink> = {};
  for (const { id, data } of await getCollection('topicCommands')) {
    const note = notes.find(({ data: { covers } }) => covers.includes(id));
    if (note === undefined) continue;
    for (const name of data.commands) {
      const [path = '', flag] = name.split(' --');
      const command = commands.find(({ paths }) => paths.includes(path));
      if (command === undefined) throw new Error(`src/content/topic-commands.yaml: there is no ${name}`);
      const key = command.path.replace(/^docker /, '') + (flag === undefined ? '' : ` --${flag}`);
      found[key] ??= { title: note.data.title, url: `/notes/${note.id}/` };
    }
  }
  return found;
}
