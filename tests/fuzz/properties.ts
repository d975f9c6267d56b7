import fc from 'fast-check';
import type { Host } from '../../src/sandbox/host/create-host.ts';
import { decode } from '../../src/sandbox/kernel/bytes.ts';
import { commandLine } from './generate/command.ts';
import { composeFile, composeJson } from './generate/compose-file.ts';
import { dockerfile } from './generate/dockerfile.ts';
import { keys } from './generate/keys.ts';
import { asked, type Asked, requestOf } from './generate/request.ts';
import { grammatical, nested, soup } from './generate/script.ts';
import { templated } from './generate/template.ts';
import { blameText, Casualty, freshHost, stillAnswers, survives } from './survive.ts';

/** A kind of input, and what no input of the kind may do. */
export interface Property {
  readonly name: string;
  readonly property: fc.IAsyncProperty<unknown>;
}

const few = { minLength: 1, maxLength: 4 } as const;

async function all<T>(inputs: readonly T[], ask: (host: Host, input: T) => Promise<void>): Promise<void> {
  const host = await freshHost();
  for (const input of inputs) await ask(host, input);
  await stillAnswers(host);
}

const scripts = (name: string, one: fc.Arbitrary<string>, shell = 'bash'): Property => ({
  name,
  property: fc.asyncProperty(one, async (text) => {
    const host = await freshHost({ 'script.sh': text });
    await survives(host, `${shell} script.sh`, 'input\n');
    await stillAnswers(host);
  }),
});

const composed = (name: string, one: fc.Arbitrary<string>): Property => ({
  name,
  property: fc.asyncProperty(one, async (text) => {
    const host = await freshHost({ 'compose.yaml': text, Dockerfile: 'FROM busybox\n' });
    await survives(host, 'docker compose config');
    await survives(host, 'docker compose up -d');
    await survives(host, 'docker compose ps -a');
    await survives(host, 'docker compose down -v -t 0');
    await stillAnswers(host);
  }),
});

/** Reads an answer to its end, or a while of one that has none. */
async function answers(host: Host, request: Asked): Promise<void> {
  const work = (async () => {
    const { status, body, upgraded } = await host.transport(requestOf(request));
    upgraded?.output.end();
    const chunks: string[] = [];
    const open = (async () => {
      for await (const chunk of body) chunks.push(decode(chunk));
    })();
    await Promise.race([open, host.wait(5_000)]);
    body.cancel();
    return { status, text: chunks.join('') };
  })();
  const answer = await Promise.race([work, host.wait(20_000)]);
  if (answer === undefined) return; // it waits for what doesn't happen, as `wait` does
  if (answer.status >= 500) blameText(answer.text.replace(/^/, ''), '');
  blameText(answer.text, JSON.stringify(request));
  const [fault] = host.kernel.faults;
  if (fault !== undefined) throw new Casualty(fault instanceof Error ? (fault.stack ?? '') : String(fault));
}

export const PROPERTIES: readonly Property[] = [
  {
    name: 'command lines',
    property: fc.asyncProperty(fc.array(commandLine, few), (lines) => all(lines, (host, line) => survives(host, line))),
  },
  scripts('scripts of the grammar', grammatical),
  scripts('scripts of no grammar', soup),
  scripts('scripts for ash', fc.oneof(grammatical, soup), 'docker exec -i web sh <'),
  scripts('deep scripts', nested),
  {
    name: 'templates',
    property: fc.asyncProperty(fc.array(templated, few), (lines) => all(lines, (host, line) => survives(host, line))),
  },
  { name: 'API requests', property: fc.asyncProperty(fc.array(asked, few), (requests) => all(requests, answers)) },
  {
    name: 'Dockerfiles',
    property: fc.asyncProperty(dockerfile, fc.boolean(), async (text, legacy) => {
      const host = await freshHost({ Dockerfile: text, 'a.txt': 'a\n' });
      await survives(host, `${legacy ? 'DOCKER_BUILDKIT=0 ' : ''}docker build -t out .`);
      if (!legacy) await survives(host, 'docker build --check .');
      await stillAnswers(host);
    }),
  },
  {
    name: 'keys in vi',
    property: fc.asyncProperty(keys, async (typed) => {
      const host = await freshHost({ keys: typed, notes: 'one (two)\n\n\tthree, four\n' });
      await survives(host, 'vi notes < keys');
      await stillAnswers(host);
    }),
  },
  composed('Compose files', composeFile),
  composed('Compose files of any type', composeJson),
];

/** A property's first counterexample, or undefined. Runs for at most so long. */
export async function search(
  { property }: Property,
  {
    seed,
    milliseconds,
    runs = 1_000_000,
  }: { readonly seed: number; readonly milliseconds: number; readonly runs?: number },
): Promise<{ readonly runs: number; readonly failure: string | undefined }> {
  const details = await fc.check(property, { seed, numRuns: runs, interruptAfterTimeLimit: milliseconds });
  const failed = details.failed && details.counterexample !== null;
  const cause = details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance);
  return { runs: details.numRuns, failure: failed ? `${fc.defaultReportMessage(details)}\n${cause}` : undefined };
}
