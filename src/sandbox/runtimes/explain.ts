import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type ComposeExplanation,
  type DockerfileExplanation,
  explainCompose,
  explainDockerfile,
  type HistoryLine,
} from '../host/explain.ts';

export interface ExplainOptions {
  /** As data, for other programs. */
  readonly json: boolean;
  /** Lines of `docker history --no-trunc --format json`. */
  readonly history: string | undefined;
}

/** Explains a Dockerfile or, by its ending, a Compose file. @returns what is printed, and the exit code */
export async function explainFile(
  path: string,
  { json, history }: ExplainOptions,
): Promise<{ readonly text: string; readonly exit: number }> {
  const source = await readFile(path, 'utf8');
  const name = basename(path);
  const isCompose = /\.ya?ml$/.test(name);
  const lines = history === undefined ? [] : readHistory(await readFile(history, 'utf8'));
  const explanation = isCompose ? explainCompose(source) : explainDockerfile(source, lines);
  const exit = explanation.error === undefined ? 0 : 1;
  if (json) return { text: `${JSON.stringify(explanation, null, 2)}\n`, exit };
  const text = 'keys' in explanation ? composeText(name, explanation) : dockerfileText(name, explanation);
  return { text, exit };
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };

function readHistory(text: string): HistoryLine[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const { CreatedBy = '', Size = '0B' } = JSON.parse(line) as { CreatedBy?: string; Size?: string };
    const [, digits = '0', unit = 'B'] = /^([\d.]+)([kMG]?B)$/.exec(Size) ?? [];
    return { createdBy: CreatedBy, size: Math.round(Number(digits) * (UNITS[unit] ?? 1)) };
  });
}

function sizeText(bytes: number): string {
  const [unit = 'B', factor = 1] = Object.entries(UNITS).findLast(([, size]) => bytes >= size) ?? [];
  return `${Number((bytes / factor).toPrecision(3))}${unit}`;
}

function dockerfileText(name: string, { instructions, error }: DockerfileExplanation): string {
  if (error !== undefined) return `${name}:${error.range?.start ?? 1}: ${error.message}\n`;
  return instructions
    .map(({ range, text, effect, makesLayer, size, invalidatedBy, note, checks }) => {
      const layer = !makesLayer ? 'No layer.' : size === undefined ? 'A layer.' : `A layer of ${sizeText(size)}.`;
      return [
        `${name}:${range.start}  ${text.replace(/\s*\n\s*/g, ' ')}`,
        effect,
        layer,
        ...(invalidatedBy.length === 0 ? [] : [`Runs anew when ${invalidatedBy.join('; when ')}.`]),
        ...(note === '' ? [] : [note]),
        ...checks.map((check) => `Check ${check.name}: ${check.message} - ${check.url}`),
      ].join('\n    ');
    })
    .map((block) => `${block}\n`)
    .join('\n');
}

function composeText(name: string, { keys, error }: ComposeExplanation): string {
  if (error !== undefined) return `${name}:${error.line}: ${error.message}\n`;
  return keys
    .filter(({ words, isUnknown }) => words !== undefined || isUnknown)
    .map(({ path, position, words }) => {
      return `${name}:${position.line}  ${path.join('.')}\n    ${words ?? 'No key that Compose knows here.'}\n`;
    })
    .join('');
}
