import { Errno } from '../../../kernel/errno.ts';
import { lookUp } from '../../tool/run-program.ts';
import type { Editor } from '../editor.ts';
import type { ColonCall } from './call.ts';

/** `:!command`, on the screen as it was before. */
export async function shell(editor: Editor, command: string): Promise<void> {
  const { process, screen } = editor;
  await screen.aside(async () => {
    try {
      await process.wait(process.spawn(lookUp(process, ['/bin/sh', '-c', command])));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await process.err(`/bin/sh: ${error.message}\n`);
    }
  });
  await editor.hitReturn();
}

export async function features({ editor }: ColonCall): Promise<void> {
  await editor.screen.ask('');
  await editor.screen.write(FEATURES.replaceAll('\n', '\r\n'));
  await editor.hitReturn();
}

export const FEATURES = `These features are available:
\tPattern searches with / and ?
\tLast command repeat with .
\tLine marking with 'x
\tNamed buffers with "x
\tSome colon mode commands with :
\tSettable options with ":set"
\tSignal catching- ^C
\tJob suspend and resume with ^Z
\tAdapt to window re-sizes
`;
