import type { ITheme } from '@xterm/xterm';

/** Colours of the page for the terminal: see PageTerminal for the custom properties. */
export function terminalTheme(element: Element): ITheme {
  const style = getComputedStyle(element);
  const colour = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const foreground = colour('--console-text', '#d8dee4');
  return {
    background: colour('--console', '#10161b'),
    foreground,
    cursor: colour('--console-prompt', foreground),
    selectionBackground: colour('--selection', '#7aa2c4') + '66',
  };
}
