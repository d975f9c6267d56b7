import {
  composeProblem,
  explainCompose,
  type ExplainedInstruction,
  type ExplainedKey,
  explainDockerfile,
} from '../../host/explain.ts';
import type { FileView } from '../../kernel/fs/view.ts';
import { readFile } from './files.ts';
import type { Finding, Meaning, Study } from './question.ts';

/** What is wrong with a file, and what its lines do: of Dockerfiles and Compose files; nothing of others. */
export function study(fs: FileView, path: string): Study {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = readFile(fs, path);
  if (!('text' in file)) return { findings: [], meanings: [] };
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)|\.Dockerfile$/i.test(name)) return studyDockerfile(file.text);
  if (/^(?:docker-)?(?:compose|stack)\b.*\.ya?ml$/.test(name)) return studyCompose(fs, path, file.text);
  return { findings: [], meanings: [] };
}

function studyDockerfile(text: string): Study {
  if (text.trim() === '') return { findings: [], meanings: [] };
  const { instructions, error } = explainDockerfile(text);
  if (error !== undefined) {
    const { start, end } = error.range ?? { start: 1, end: 1 };
    const [startLine, endLine] = [Math.max(1, start), Math.max(1, end)];
    return {
      findings: [{ severity: 'error', startLine, endLine, message: error.message, source: 'BuildKit' }],
      meanings: [],
    };
  }
  return { findings: instructions.flatMap(checksOf), meanings: instructions.map(meaningOf) };
}

const checksOf = ({ checks, range }: ExplainedInstruction): Finding[] =>
  checks.map(({ name, message, url }) => ({
    severity: 'warning',
    startLine: range.start,
    endLine: range.end,
    message: `${name}: ${message}`,
    source: 'docker build --check',
    url,
  }));

function meaningOf({ range, name, effect, makesLayer, invalidatedBy, note }: ExplainedInstruction): Meaning {
  const texts = [
    effect,
    makesLayer ? 'Makes a layer.' : 'Makes no layer.',
    ...(invalidatedBy.length === 0 ? [] : [`Runs anew when ${invalidatedBy.join('; when ')}.`]),
    ...(note === '' ? [] : [note]),
  ];
  return { startLine: range.start, endLine: range.end, title: name, texts };
}

function studyCompose(fs: FileView, path: string, text: string): Study {
  if (text.trim() === '') return { findings: [], meanings: [] };
  const { keys, error } = explainCompose(text);
  const problem = composeProblem(fs, path);
  const findings = problem === undefined ? [] : [refusal(problem.message, placeOf(keys, problem.path), error?.line)];
  const meanings = keys.flatMap(({ path: own, position, endLine, words }): Meaning[] =>
    words === undefined ? [] : [{ startLine: position.line, endLine, title: own.join('.'), texts: [words] }],
  );
  return { findings, meanings };
}

function refusal(message: string, key: ExplainedKey | undefined, line = 1): Finding {
  const at = key?.position;
  return {
    severity: 'error',
    startLine: at?.line ?? line,
    endLine: at?.line ?? line,
    ...(at !== undefined && { columns: { from: at.from, to: at.to } }),
    message,
    source: 'docker compose config',
  };
}

/** The key that a path leads to, or the last on the way that stands in the file. */
function placeOf(keys: readonly ExplainedKey[], path: readonly string[] | undefined): ExplainedKey | undefined {
  for (let length = path?.length ?? 0; length > 0; length--) {
    const wanted = path?.slice(0, length).join('\0');
    const found = keys.find((key) => key.path.join('\0') === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
