import '../RunnableSnippet/block-keys.ts';
import { copyFrom } from '../copy.ts';

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy-code]')) {
  const code = button.closest('[data-code]')?.querySelector('pre')?.textContent ?? '';
  button.addEventListener('click', () => void copyFrom(button, code));
}
