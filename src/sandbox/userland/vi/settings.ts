/** What `:set` shows and changes, with BusyBox's short names. flash and showmatch are kept and change nothing: they only blink. */
export interface Settings {
  autoindent: boolean;
  expandtab: boolean;
  flash: boolean;
  ignorecase: boolean;
  showmatch: boolean;
  tabstop: number;
}

export const defaultSettings = (): Settings => ({
  autoindent: false,
  expandtab: false,
  flash: false,
  ignorecase: false,
  showmatch: false,
  tabstop: 8,
});

type Switch = Exclude<keyof Settings, 'tabstop'>;

const SWITCHES: readonly (readonly [Switch, string])[] = [
  ['autoindent', 'ai'],
  ['expandtab', 'et'],
  ['flash', 'fl'],
  ['ignorecase', 'ic'],
  ['showmatch', 'sm'],
];
const MOST_TAB = 32;

export const showSettings = (settings: Settings): string =>
  [...SWITCHES.map(([name]) => `${settings[name] ? '' : 'no'}${name}`), `tabstop=${settings.tabstop}`].join(' ');

/** @returns whether there is such an option */
export function changeSetting(settings: Settings, word: string): boolean {
  const tab = /^(?:tabstop|ts)=(\d+)$/.exec(word);
  if (tab !== null) {
    const width = Number(tab[1]);
    if (width < 1 || width > MOST_TAB) return false;
    settings.tabstop = width;
    return true;
  }
  const name = word.replace(/^no/, '');
  const found = SWITCHES.find((names) => names.includes(name));
  if (found === undefined) return false;
  settings[found[0]] = name === word;
  return true;
}
