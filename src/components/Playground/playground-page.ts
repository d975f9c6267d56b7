import { encodeState, LinkError } from '../../lib/playground/link.ts';
import { keptState } from '../../lib/playground/keep.ts';
import type { Project } from '../../lib/playground/project.ts';
import { EMPTY_STATE, type PlaygroundState } from '../../lib/playground/state.ts';
import type { HostBrowser } from '../../sandbox/ui/browser-pane/browser-element.ts';
import type { HostEditor } from '../../sandbox/ui/editor/editor-element.ts';
import { bootEarly } from '../../sandbox/ui/early-host.ts';
import type { PageTerminal } from '../../sandbox/ui/page-terminal.ts';
import { readWish, stateOf } from './address.ts';
import { messageOf, say, tellTrouble } from './notice.ts';
import { isShown, showPane } from './panes.ts';
import { Session } from './session.ts';

/** Where files of projects lie on the host. */
const ROOT = '/root';

const page = document.querySelector<HTMLElement>('#playground');
const terminal = page?.querySelector<PageTerminal>('docker-terminal');
const editor = page?.querySelector<HostEditor>('host-editor');
const browser = page?.querySelector<HostBrowser>('host-browser');
const select = page?.querySelector<HTMLSelectElement>('#project');

if (page != null && terminal != null && editor != null && browser != null && select != null) {
  const projects = JSON.parse(page.dataset['projects'] ?? '[]') as Project[];
  void begin(page, { terminal, editor, browser, select, projects });
}

interface Parts {
  readonly terminal: PageTerminal;
  readonly editor: HostEditor;
  readonly browser: HostBrowser;
  readonly select: HTMLSelectElement;
  readonly projects: readonly Project[];
}

async function begin(page: HTMLElement, parts: Parts): Promise<void> {
  const { terminal, editor, browser, select, projects } = parts;
  const expected = expectedState(projects);
  bootEarly(expected.start);
  // What can be read is there before the terminal is.
  showTry(parts, expected.title);
  try {
    await import('../../sandbox/ui/docker-terminal.ts');
  } catch {
    const offline = navigator.onLine ? '' : ' You seem to be offline.';
    tellTrouble(`A part of the page could not be fetched.${offline}`, 'Try again', () => location.reload());
    return;
  }
  const session = new Session(terminal, EMPTY_STATE);

  terminal.addEventListener('drydock:host', () => void connectViews(parts));
  terminal.addEventListener('drydock:command-end', () => {
    void editor.refresh?.().catch(() => undefined); // the host has ended: that is told by itself
    void browser.refresh?.().catch(() => undefined);
  });
  document.addEventListener('drydock:pane', () => void connectViews(parts));
  terminal.addEventListener('drydock:open-url', (event) => {
    event.preventDefault();
    showPane('browser');
    void loadBrowser(parts).then(() => browser.go((event as CustomEvent<string>).detail));
  });

  const open = async (state: PlaygroundState, words: string): Promise<void> => {
    showTry(parts, state.title);
    if (await session.make(state, words)) terminal.focus({ preventScroll: true });
  };

  select.addEventListener('change', () => {
    const project = projects.find(({ id }) => id === select.value);
    if (project !== undefined) location.hash = `p=${project.id}`;
  });
  for (const link of document.querySelectorAll<HTMLElement>('[data-project]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      scrollTo(0, 0);
      location.hash = `p=${link.dataset['project'] ?? ''}`;
    });
  }
  const follow = async (): Promise<void> => {
    const wish = readWish(location.hash, projects);
    const kept = keptState();
    switch (wish.kind) {
      case 'state':
        history.replaceState(null, '', location.pathname);
        return open(wish.state, 'Making the host of the link …');
      case 'project':
        history.replaceState(null, '', location.pathname);
        return open(stateOf(wish.project), `Starting: ${wish.project.title} …`);
      case 'command':
        history.replaceState(null, '', location.pathname);
        await open(EMPTY_STATE, 'Starting a host …');
        typeLine(terminal, wish.command);
        return;
      case 'broken':
        history.replaceState(null, '', location.pathname);
        await open(kept ?? firstState(projects), 'Starting the host …');
        tellTrouble(wish.message, 'Go on', () => terminal.focus());
        return;
      case 'nothing':
        if (session.state === EMPTY_STATE) await open(kept ?? firstState(projects), 'Starting the host …');
    }
  };
  addEventListener('hashchange', () => {
    if (location.hash !== '') void follow();
  });
  listenToButtons(page, parts, session, open);
  await follow();
}

/** What the page will begin with. */
function expectedState(projects: readonly Project[]): PlaygroundState {
  const wish = readWish(location.hash, projects);
  if (wish.kind === 'state') return wish.state;
  if (wish.kind === 'project') return stateOf(wish.project);
  return wish.kind === 'command' ? EMPTY_STATE : (keptState() ?? firstState(projects));
}

function firstState(projects: readonly Project[]): PlaygroundState {
  const first = projects.find(({ id }) => id === 'nginx-site') ?? projects[0];
  return first === undefined ? EMPTY_STATE : stateOf(first);
}

/** Types without Enter: the reader looks at it first. */
function typeLine(terminal: PageTerminal, command: string): void {
  terminal.focus();
  terminal.insert(command);
}

/** Gives the views that are seen the host that runs. */
async function connectViews(parts: Parts): Promise<void> {
  const { terminal, editor } = parts;
  const { connection } = terminal;
  try {
    const made = await loadPicture(terminal); // it follows from the first command, shown or not
    if (isShown('picture') && !made.isConnected) document.querySelector('[data-pane=picture]')?.append(made);
    if (isShown('browser')) await loadBrowser(parts);
    if (isShown('files')) {
      await import('../../sandbox/ui/editor/host-editor.ts');
      editor.root = ROOT;
      await editor.connect(connection);
    }
  } catch (cause) {
    if (terminal.connection === connection) say(`A pane could not be loaded: ${messageOf(cause)}`);
  }
}

let picture: Promise<HTMLElement> | undefined;

/** Made once; it follows the terminal from host to host. */
function loadPicture(terminal: PageTerminal): Promise<HTMLElement> {
  picture ??= import('../../sandbox/ui/picture/follow-terminal.ts').then(({ followTerminal }) =>
    followTerminal(terminal),
  );
  picture.catch(() => (picture = undefined));
  return picture;
}

async function loadBrowser({ terminal, browser }: Parts): Promise<void> {
  await import('../../sandbox/ui/browser-pane/host-browser.ts');
  browser.connect(terminal.connection);
}

/** The commands of the project, each a button. */
function showTry(parts: Parts, title: string): void {
  const { terminal, select, projects, browser } = parts;
  const box = document.querySelector<HTMLDetailsElement>('#playground-try');
  const project = projects.find((one) => one.title === title);
  select.value = project?.id ?? '';
  if (box === null) return;
  box.hidden = project === undefined;
  if (project === undefined) return;
  const [about, list] = [box.querySelector('[data-about]'), box.querySelector('ol')];
  if (about !== null) about.textContent = project.about;
  const buttons = project.commands.map((command) =>
    tryButton(command, async () => {
      await customElements.whenDefined('docker-terminal');
      await terminal.run([command]);
    }),
  );
  if (project.port !== undefined) {
    const { port } = project;
    buttons.push(
      tryButton(`localhost:${port} in the browser`, async () => {
        showPane('browser');
        await loadBrowser(parts);
        await browser.go(`http://localhost:${port}/`);
      }),
    );
  }
  list?.replaceChildren(...buttons);
}

function tryButton(label: string, act: () => Promise<void>): HTMLElement {
  const [row, button, text] = [
    document.createElement('li'),
    document.createElement('button'),
    document.createElement('span'),
  ];
  button.type = 'button';
  button.className = 'button';
  button.title = label;
  text.textContent = label;
  button.append(text);
  button.addEventListener('click', () => {
    act().then(
      () => (button.dataset['done'] = ''),
      (cause: unknown) => say(messageOf(cause)),
    );
  });
  row.append(button);
  return row;
}

function listenToButtons(
  page: HTMLElement,
  { terminal, editor }: Parts,
  session: Session,
  open: (state: PlaygroundState, words: string) => Promise<void>,
): void {
  const on = (action: string, act: () => Promise<void> | void): void => {
    const button = page.querySelector(`[data-action='${action}']`);
    button?.addEventListener(
      'click',
      () => void Promise.resolve(act()).catch((cause: unknown) => say(messageOf(cause))),
    );
  };
  on('undo', () => session.undo());
  on('reset', () => session.reset());
  on('share', async () => {
    await editor.save?.();
    say(await share(session.state));
  });
  on('download', async () => {
    await editor.save?.();
    const { connection } = terminal;
    if (connection === undefined) return say('There is no host to take files from.');
    const { downloadFiles } = await import('./download.ts');
    const count = await downloadFiles(connection, ROOT, 'drydock');
    say(count === 0 ? 'There are no files to download.' : `${count} ${count === 1 ? 'file' : 'files'} as drydock.zip`);
  });
  on('import', async () => {
    const { askForImport } = await import('./import-dialog.ts');
    const state = await askForImport();
    if (state !== undefined) await open(state, 'Drawing your host …');
  });
}

/** Puts the session into the address, and copies that. @returns what came of it */
async function share(state: PlaygroundState): Promise<string> {
  try {
    const url = new URL(location.href);
    url.hash = `s=${encodeState(state)}`;
    history.replaceState(null, '', url);
    await navigator.clipboard.writeText(url.href);
    return 'Link copied: it holds the files and commands themselves; nothing was sent.';
  } catch (cause) {
    if (cause instanceof LinkError) return cause.message;
    if (cause instanceof DOMException) return 'The link is in the address bar; the browser doesn’t allow copying.';
    throw cause;
  }
}
