import type { Editor } from '../editor.ts';
import type { Lines } from '../address.ts';
import type { Files } from '../files.ts';

/** What was typed after a colon: lines, a name, `!`, and words. */
export interface ColonCall {
  readonly editor: Editor;
  readonly files: Files;
  readonly lines: Lines;
  readonly name: string;
  readonly force: boolean;
  readonly words: string;
}

export type ColonCommand = (call: ColonCall) => Promise<void> | void;
