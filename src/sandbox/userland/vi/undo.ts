import type { Editor } from './editor.ts';

/** Takes the last change back, and says so as BusyBox does. */
export function undo(editor: Editor): void {
  const undone = editor.buffer.undo();
  if (undone === undefined) {
    editor.message = 'Already at oldest change';
    return;
  }
  const { edit, unsaved } = undone;
  const deed = edit.kind === 'insert' ? 'deleted' : 'restored';
  editor.message = `Undo [${unsaved}] ${deed} ${edit.text.length} chars at position ${edit.at}`;
}
