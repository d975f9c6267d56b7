import type { StartState } from '../../sandbox/ui/page-terminal.ts';

/**
 * The playground's address for the page's host after these commands.
 *
 * @throws {Error} when that is more than a link holds; `message` is fit to be shown
 */
export async function playgroundHash(commands: readonly string[]): Promise<string> {
  const { encodeState } = await import('../../lib/playground/link.ts');
  const text = document.querySelector<HTMLElement>('docker-terminal')?.dataset['start'];
  const start = JSON.parse(text ?? '{"images":[],"files":{}}') as StartState;
  return `s=${encodeState({ title: document.title, start, steps: commands.map((run) => ({ run })) })}`;
}
