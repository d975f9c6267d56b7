import type { ArithmeticExpression, ArithmeticFor, Case, CompoundList, For, If, Select, While } from 'unbash';
import { Flow } from './error.ts';
import { calculate } from './expand/arithmetic.ts';
import { patternExpression } from './expand/pattern.ts';
import { expandPattern, expandText, expandWords } from './expand/word.ts';
import { runStatements, tolerantly } from './list.ts';
import { getParameter, setParameter } from './parameter.ts';
import { readLine } from './read-line.ts';
import type { Shell } from './shell.ts';

const run = (shell: Shell, list: CompoundList): Promise<number> => runStatements(shell, list.commands);
const holds = async (shell: Shell, list: CompoundList): Promise<boolean> =>
  (await tolerantly(shell, () => run(shell, list))) === 0;

export async function runIf(shell: Shell, node: If): Promise<number> {
  if (await holds(shell, node.clause)) return run(shell, node.then);
  for (const branch of node.elif) if (await holds(shell, branch.clause)) return run(shell, branch.then);
  return node.else === undefined ? 0 : run(shell, node.else);
}

/** Runs one round of a loop; false when the loop is left. */
async function round(shell: Shell, body: CompoundList): Promise<boolean> {
  shell.loops++;
  try {
    await run(shell, body);
    return true;
  } catch (error) {
    if (!(error instanceof Flow) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
    if (error.value > 1 && shell.loops > 1) throw new Flow(error.kind, error.value - 1);
    shell.status = 0;
    return error.kind === 'continue';
  } finally {
    shell.loops--;
  }
}

export async function runWhile(shell: Shell, node: While): Promise<number> {
  let status = 0;
  for (;;) {
    const pause = shell.step();
    if (pause !== undefined) await pause;
    shell.loops++;
    let condition: boolean;
    try {
      condition = await holds(shell, node.clause);
    } catch (error) {
      if (!(error instanceof Flow) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
      if (error.value > 1 && shell.loops > 1) throw new Flow(error.kind, error.value - 1);
      if (error.kind === 'break') return 0;
      continue;
    } finally {
      shell.loops--;
    }
    if (condition !== (node.kind === 'while')) return status;
    const goOn = await round(shell, node.body);
    status = shell.status;
    if (!goOn) return status;
  }
}

export async function runFor(shell: Shell, node: For): Promise<number> {
  const words = node.wordlist === undefined ? shell.positional : await expandWords(shell, node.wordlist);
  shell.status = 0;
  for (const word of words) {
    const pause = shell.step();
    if (pause !== undefined) await pause;
    setParameter(shell, node.name.text, word);
    if (!(await round(shell, node.body))) break;
  }
  return shell.status;
}

export async function runArithmeticFor(shell: Shell, node: ArithmeticFor): Promise<number> {
  const value = (expression: ArithmeticExpression | undefined) =>
    expression === undefined ? 1n : calculate(shell, shell.source.text.slice(expression.pos, expression.end));
  await value(node.initialize);
  let status = 0;
  while ((await value(node.test)) !== 0n) {
    const pause = shell.step();
    if (pause !== undefined) await pause;
    const goOn = await round(shell, node.body);
    status = shell.status;
    if (!goOn) break;
    await value(node.update);
  }
  return status;
}

export async function runCase(shell: Shell, node: Case): Promise<number> {
  const subject = await expandText(shell, node.word);
  let falling = false;
  shell.status = 0;
  for (const item of node.items) {
    let fits = falling;
    for (const pattern of item.pattern) {
      if (fits) break;
      const expression = patternExpression(await expandPattern(shell, pattern), {
        ignoreCase: shell.option('nocasematch'),
      });
      fits = expression.test(subject);
    }
    if (!fits) continue;
    await run(shell, item.body);
    falling = item.terminator === ';&';
    if (!falling && item.terminator !== ';;&') break;
  }
  return shell.status;
}

export async function runSelect(shell: Shell, node: Select): Promise<number> {
  const words = node.wordlist === undefined ? shell.positional : await expandWords(shell, node.wordlist);
  if (words.length === 0) return 0;
  const width = String(words.length).length;
  const menu = words.map((word, index) => `${String(index + 1).padStart(width)}) ${word}\n`).join('');
  let shown = false;
  for (;;) {
    if (!shown) await shell.say(menu);
    shown = true;
    await shell.say(getParameter(shell, 'PS3') ?? '#? ');
    const line = await readLine(shell, 0);
    if (line === undefined) {
      await shell.process.out('\n');
      return 1;
    }
    if (line.trim() === '') {
      shown = false;
      continue;
    }
    setParameter(shell, 'REPLY', line);
    setParameter(shell, node.name.text, words[Number(line) - 1] ?? '');
    if (!(await round(shell, node.body))) return shell.status;
  }
}
