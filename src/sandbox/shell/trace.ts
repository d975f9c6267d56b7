import { quoteIfNeeded } from './expand/quote.ts';
import { getParameter } from './parameter.ts';
import type { Shell } from './shell.ts';

/** `set -x`: PS4 and the words; its first character once for each level of nesting. */
export async function traceCommand(shell: Shell, words: readonly string[]): Promise<void> {
  const prompt = getParameter(shell, 'PS4') ?? '+ ';
  await shell.say(`${prompt}${words.map((word) => traced(shell, word)).join(' ')}\n`);
}

/** dash shows words as they are; ash quotes all but empty ones. */
function traced({ dialect }: Shell, word: string): string {
  if (dialect.name === 'dash' || (dialect.name === 'ash' && word === '')) return word;
  return quoteIfNeeded(word);
}
