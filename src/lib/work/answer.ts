import { parentPort } from 'node:worker_threads';
import type { Question, Reply } from './threads.ts';

/** In a thread: answers each question by the work of its kind. */
export function answerWith(work: Readonly<Record<string, (input: never) => Promise<unknown>>>): void {
  parentPort?.on('message', ({ kind, input }: Question) => {
    void reply(work[kind], input).then((answer) => parentPort?.postMessage(answer));
  });
}

async function reply(work: ((input: never) => Promise<unknown>) | undefined, input: unknown): Promise<Reply> {
  try {
    if (work === undefined) throw new Error('a thread was asked for work that it does not know');
    return { answer: JSON.stringify({ answer: await work(input as never) }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
