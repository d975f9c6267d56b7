import type { FileEntry } from '../../runtimes/questions/question.ts';

/** The project's files as a list of buttons, with one for a new file. */
export class FileList {
  readonly element = document.createElement('nav');
  readonly #list = document.createElement('ul');
  readonly #open: (path: string) => void;
  #chosen: string | undefined;
  readonly #counts = new Map<string, number>();

  constructor(open: (path: string) => void, create: (path: string) => void) {
    this.#open = open;
    this.element.className = 'files';
    this.element.setAttribute('aria-label', 'Files');
    this.element.append(this.#list, newFileForm(create));
  }

  show(entries: readonly FileEntry[], chosen: string | undefined): void {
    this.#chosen = chosen;
    const files = entries.filter(({ type }) => type === 'file');
    const paths = files.map(({ path }) => path).join('\n');
    if (this.#list.dataset['paths'] === paths) return this.#mark();
    this.#list.dataset['paths'] = paths;
    this.#list.replaceChildren(...files.map(({ path }) => this.#row(path)));
    this.#mark();
  }

  choose(path: string): void {
    this.#chosen = path;
    this.#mark();
  }

  /** How many findings a file has. */
  count(path: string, findings: number): void {
    this.#counts.set(path, findings);
    this.#mark();
  }

  #row(path: string): HTMLElement {
    const row = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset['path'] = path;
    const directory = document.createElement('span');
    directory.className = 'directory';
    directory.textContent = path.slice(0, path.lastIndexOf('/') + 1);
    const findings = document.createElement('span');
    findings.className = 'findings';
    button.append(directory, path.slice(path.lastIndexOf('/') + 1), findings);
    button.addEventListener('click', () => this.#open(path));
    row.append(button);
    return row;
  }

  #mark(): void {
    for (const button of this.#list.querySelectorAll<HTMLElement>('button')) {
      const path = button.dataset['path'] ?? '';
      if (path === this.#chosen) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
      const count = this.#counts.get(path) ?? 0;
      const findings = button.querySelector('.findings');
      if (findings !== null)
        findings.textContent = count === 0 ? '' : ` ${count} ${count === 1 ? 'finding' : 'findings'}`;
    }
  }
}

/** A button that gives way to a box for the new file's name. */
function newFileForm(create: (path: string) => void): HTMLElement {
  const form = document.createElement('form');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'new';
  button.textContent = 'New file';
  const input = document.createElement('input');
  input.type = 'text';
  input.hidden = true;
  input.placeholder = 'site/index.html';
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.setAttribute('aria-label', 'Name of the new file');
  const close = (): void => {
    input.hidden = true;
    button.hidden = false;
    input.value = '';
  };
  button.addEventListener('click', () => {
    input.hidden = false;
    button.hidden = true;
    input.focus();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      close();
      button.focus();
    }
  });
  input.addEventListener('blur', () => {
    if (input.value === '') close();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const path = input.value.replace(/^[./]+/, '').replace(/\/+/g, '/');
    if (path === '' || path.endsWith('/') || path.split('/').includes('..')) return;
    close();
    create(path);
  });
  form.append(button, input);
  return form;
}
