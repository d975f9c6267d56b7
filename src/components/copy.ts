import { announce } from './announce.ts';

/** Copies `text`; the button, or what stands for it, says so for a moment. */
export async function copyFrom(button: HTMLElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    announce(`Not copied: ${cause instanceof Error ? cause.message : String(cause)}`);
    button.dataset['copied'] = 'no';
    return;
  }
  announce('Copied');
  button.dataset['copied'] = 'yes';
  setTimeout(() => {
    delete button.dataset['copied'];
  }, 1600);
}
