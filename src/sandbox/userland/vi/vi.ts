import { RAW } from '../../kernel/termios.ts';
import { terminalOf } from '../text/screen.ts';
import type { Call } from '../tool/call.ts';
import type { Tool } from '../tool/tool.ts';
import { TextTooLong } from './buffer.ts';
import { createColon } from './colon/colon.ts';
import { FEATURES } from './colon/shell.ts';
import { Editor } from './editor.ts';
import { edit, Files } from './files.ts';
import { NoKeyboard } from './keyboard.ts';

const OPTIONS = { short: 'c:RH', usage: '[-c CMD] [-R] [-H] [FILE]...' };

/** BusyBox's vi; the host has it under the same name. @see https://www.busybox.net/downloads/BusyBox.html#vi */
export const vi: Tool = { name: 'vi', about: 'Edit a file', gnu: OPTIONS, busybox: OPTIONS, run: runVi };

async function runVi(call: Call): Promise<number> {
  const { process } = call;
  if (call.has('H')) {
    call.print(FEATURES);
    return 0;
  }
  const files = new Files(call.operands);
  const colon = createColon(files);
  const editor = new Editor(process, colon);
  editor.readOnly = call.has('R');
  const keyboard = terminalOf(process, 0);
  const before = keyboard?.termios;
  if (keyboard !== undefined) keyboard.termios = RAW;
  try {
    await editor.screen.open();
    await edit(editor, files.current);
    editor.message = undefined;
    const first = process.env.get('EXINIT');
    if (first !== undefined) await colon(editor, first);
    const command = call.value('c');
    if (command !== undefined) await colon(editor, command);
    await editor.run();
    await editor.screen.close();
    return 0;
  } catch (error) {
    if (!(error instanceof NoKeyboard || error instanceof TextTooLong)) throw error;
    await editor.screen.ask('');
    return await call.die(error.message);
  } finally {
    if (keyboard !== undefined && before !== undefined) keyboard.termios = before;
  }
}
