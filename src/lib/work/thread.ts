import { markdownOf } from '../publish/markdown-of.ts';
import { runBlocks } from '../snippet/run.ts';
import { answerWith } from './answer.ts';

/** What a build has done beside it: an answer depends on its question alone, and is JSON. */
const WORK = { blocks: runBlocks, markdown: markdownOf };
export type Work = typeof WORK;

answerWith(WORK);
