import type { FileEntry, Meaning, Study, Vocabulary } from '../../runtimes/questions/question.ts';
import type { HostConnection } from '../host-connection.ts';
import { CodeView } from './code-view.ts';
import { EDITOR_ELEMENT, type EditorEvents, type HostEditor } from './editor-element.ts';
import { FileList } from './file-list.ts';
import { inlineCode } from './inline-code.ts';

/** A pause in typing after which the file is written, ms. */
const PAUSE_MS = 400;
const UNREADABLE = {
  missing: 'This file is gone.',
  binary: 'This file is no text.',
  large: 'This file is too long for the editor: over 1 MB.',
};

/** Files of the host, one of them open: written after a pause in typing and by Ctrl-S, read again after each command. */
class Editor extends HTMLElement implements HostEditor {
  root = '/root';
  #connection: HostConnection | undefined;
  #files: FileList | undefined;
  #code: CodeView | undefined;
  #codePlace = document.createElement('div');
  #says = document.createElement('div');
  #status = document.createElement('p');
  /** Path below `root` of the open file. */
  #path: string | undefined;
  /** Text that isn't on the host yet. */
  #unwritten: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #meanings: readonly Meaning[] = [];
  #vocabulary: Vocabulary | undefined;

  connectedCallback(): void {
    if (this.#files !== undefined) return;
    this.#files = new FileList(
      (path) => void this.open(path),
      (path) => void this.#create(path),
    );
    this.#codePlace.className = 'code';
    // From outside a shadow root looks like no field: letters typed here would count as the page's shortcuts.
    this.#codePlace.addEventListener('keydown', (event) => {
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
    });
    this.#says.className = 'says';
    this.#says.setAttribute('role', 'region');
    this.#says.setAttribute('aria-label', 'What the line does');
    this.#says.tabIndex = 0;
    this.#status.className = 'status';
    this.#status.setAttribute('role', 'status');
    this.replaceChildren(this.#files.element, this.#codePlace, this.#says, this.#status);
  }

  async connect(connection: HostConnection | undefined): Promise<void> {
    this.#connection = connection;
    this.#unwritten = undefined;
    clearTimeout(this.#timer);
    if (connection === undefined) return;
    this.#vocabulary ??= await connection.ask({ kind: 'vocabulary' });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) return;
    const entries = await connection.ask({ kind: 'list', path: this.root });
    if (connection !== this.#connection) return;
    this.#files?.show(entries, this.#path);
    if (this.#path === undefined) {
      const first = chooseFirst(entries);
      if (first !== undefined) await this.open(first);
      return;
    }
    if (this.#unwritten !== undefined) return;
    const file = await connection.ask({ kind: 'read', path: this.#absolute(this.#path) });
    if (this.#unwritten !== undefined || connection !== this.#connection) return;
    if ('text' in file) this.#code?.replace(file.text);
    this.#tell('text' in file ? '' : UNREADABLE[file.unreadable]);
    await this.#study();
  }

  async open(path: string): Promise<void> {
    if (this.#connection === undefined) return;
    await this.save();
    this.#path = path;
    this.#files?.choose(path);
    const file = await this.#connection.ask({ kind: 'read', path: this.#absolute(path) });
    if (this.#path !== path) return;
    this.#codePlace.hidden = !('text' in file);
    this.#says.replaceChildren();
    this.#tell('text' in file ? '' : UNREADABLE[file.unreadable]);
    if (!('text' in file)) return;
    this.#code ??= new CodeView(this.#codePlace, {
      changed: (text) => this.#typed(text),
      save: () => void this.save(),
      line: () => this.#explain(),
    });
    await this.#code.open(path, file.text, this.#vocabulary);
    await this.#study();
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const [text, path] = [this.#unwritten, this.#path];
    if (text === undefined || path === undefined || this.#connection === undefined) return;
    this.#unwritten = undefined;
    try {
      await this.#connection.ask({ kind: 'write', path: this.#absolute(path), text });
    } catch (cause) {
      this.#unwritten ??= text;
      this.#tell(`Not saved: ${cause instanceof Error ? cause.message : String(cause)}`);
      return;
    }
    this.#tell(`Saved ${path} on the host.`);
    const detail: EditorEvents['drydock:written']['detail'] = { path: this.#absolute(path), text };
    this.dispatchEvent(new CustomEvent('drydock:written', { detail, bubbles: true }));
    await this.#study();
  }

  override focus(options?: FocusOptions): void {
    if (this.#code === undefined) super.focus(options);
    else this.#code.focus();
  }

  #absolute(path: string): string {
    return `${this.root}/${path}`;
  }

  #typed(text: string): void {
    this.#unwritten = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  async #create(path: string): Promise<void> {
    try {
      await this.#connection?.ask({ kind: 'write', path: this.#absolute(path), text: '' });
    } catch (cause) {
      this.#tell(`${path} was not made: ${cause instanceof Error ? cause.message : String(cause)}`);
      return;
    }
    const detail: EditorEvents['drydock:written']['detail'] = { path: this.#absolute(path), text: '' };
    this.dispatchEvent(new CustomEvent('drydock:written', { detail, bubbles: true }));
    this.#path = path;
    await this.refresh();
    await this.open(path);
    this.focus();
  }

  /** Marks what is wrong with the open file, as it is on the host. */
  async #study(): Promise<void> {
    const path = this.#path;
    if (path === undefined || this.#connection === undefined) return;
    const found: Study = await this.#connection.ask({ kind: 'study', path: this.#absolute(path) });
    if (path !== this.#path || this.#unwritten !== undefined) return;
    this.#code?.mark(found.findings);
    this.#meanings = found.meanings;
    this.#files?.count(path, found.findings.length);
    this.#explain();
  }

  /** What the line of the cursor does; the innermost of nested keys. */
  #explain(): void {
    const line = this.#code?.line ?? 1;
    const around = this.#meanings.filter(({ startLine, endLine }) => startLine <= line && line <= endLine);
    const meaning = around.toSorted((a, b) => b.startLine - a.startLine || a.endLine - b.endLine)[0];
    if (meaning === undefined) return this.#says.replaceChildren();
    const title = document.createElement('strong');
    title.textContent = meaning.title;
    this.#says.replaceChildren(
      title,
      ...meaning.texts.map((text) => {
        const paragraph = document.createElement('p');
        paragraph.append(...inlineCode(text));
        return paragraph;
      }),
    );
  }

  #tell(text: string): void {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }
}

/** What a reader wants to see first. */
function chooseFirst(entries: readonly FileEntry[]): string | undefined {
  const files = entries.filter(({ type }) => type === 'file').map(({ path }) => path);
  return (
    files.find((path) => /compose\.ya?ml$/.test(path)) ?? files.find((path) => /Dockerfile$/.test(path)) ?? files[0]
  );
}

customElements.define(EDITOR_ELEMENT, Editor);
