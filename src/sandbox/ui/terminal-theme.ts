import type { ITheme } from '@xterm/xterm';

/** The sixteen colours of a terminal as the page names its own, in xterm's order. */
const ANSI = {
  red: '--token-keyword',
  green: '--token-string',
  yellow: '--token-constant',
  blue: '--token-function',
  magenta: '--token-keyword',
  cyan: '--token-function',
} as const;

/** Colours of the page for the terminal: see PageTerminal for the custom properties. */
export function terminalTheme(element: Element): ITheme {
  const colour = colourReader(element);
  const foreground = colour('--console-text');
  const background = colour('--console');
  const hues = Object.entries(ANSI).flatMap(([name, property]) => {
    const value = colour(property);
    return [[name, value] as const, [`bright${name[0]?.toUpperCase()}${name.slice(1)}`, value] as const];
  });
  return {
    background,
    foreground,
    cursor: colour('--console-prompt'),
    cursorAccent: background,
    selectionBackground: colour('--selection'),
    black: foreground,
    white: foreground,
    brightBlack: colour('--console-output'),
    brightWhite: foreground,
    ...Object.fromEntries(hues),
  };
}

/** A custom property is text such as `light-dark(…)`; only as the colour of an element does it become a colour. */
function colourReader(element: Element): (property: string) => string {
  const style = getComputedStyle(element);
  return (property) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${property})`;
    probe.hidden = true;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color === '' ? style.color : color;
  };
}
