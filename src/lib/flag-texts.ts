import { getCollection } from 'astro:content';
import { commandList } from './command-list.ts';

/**
 * What flags do, in our own words, by `run --publish`.
 *
 * @throws for a command or a flag that the CLI's data does not have.
 */
export async function flagTexts(): Promise<Readonly<Record<string, string>>> {
  const commands = commandList();
  const texts: Record<string, string> = {};
  for (const { id, data } of await getCollection('flags')) {
    const command = commands.find(({ paths }) => paths.includes(data.command));
    if (command === undefined) throw new Error(`src/content/flags/${id}.yaml: docker has no command ${data.command}`);
    for (const [name, text] of Object.entries(data.flags)) {
      if (!command.flags.some(({ long }) => long === name))
        throw new Error(`src/content/flags/${id}.yaml: ${data.command} has no flag --${name}`);
      texts[`${command.path.replace(/^docker /, '')} --${name}`] = text;
    }
  }
  return texts;
}
