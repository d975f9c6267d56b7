import type { WebAnswer } from '../../runtimes/questions/question.ts';
import type { HostConnection } from '../host-connection.ts';
import { parseAddress } from './address.ts';
import { BROWSER_ELEMENT, type HostBrowser } from './browser-element.ts';
import { failureText } from './failure.ts';
import { dataUrl, type FramePage, framePage } from './page.ts';
import { PageFrame } from './page-frame.ts';
import { publishedPorts } from './ports.ts';
import { toolbar } from './toolbar.ts';

type Served = Extract<WebAnswer, { readonly status: number }>;

const MOST_REDIRECTS = 10;

/** A small browser on the simulated host: address bar, back, reload, the published ports, and a frame without scripts. */
class Browser extends HTMLElement implements HostBrowser {
  #connection: HostConnection | undefined;
  readonly #bar = toolbar({
    back: () => void this.#back(),
    reload: () => void this.#load(this.#here),
    go: (address) => void this.go(address),
  });
  readonly #status = document.createElement('p');
  readonly #frame = new PageFrame((reference) => void this.#follow(reference));
  readonly #message = document.createElement('div');
  #here: URL | undefined;
  #before: URL[] = [];
  /** Guards against an answer that comes after that of a later address. */
  #visit = 0;

  connectedCallback(): void {
    if (this.childElementCount > 0) return;
    this.#status.className = 'status';
    this.#status.setAttribute('role', 'status');
    this.#message.className = 'message';
    this.#frame.element.hidden = true;
    this.#say('No page yet', 'Publish a port (docker run -p 8080:80 nginx), then choose it above or type its address.');
    this.replaceChildren(this.#bar.element, this.#message, this.#frame.element, this.#status);
  }

  connect(connection: HostConnection | undefined): void {
    this.#connection = connection;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) return this.#bar.showPorts([]);
    const ports = await publishedPorts(connection);
    if (connection === this.#connection) this.#bar.showPorts(ports);
  }

  async go(address: string): Promise<void> {
    const url = parseAddress(address);
    if (url === undefined) {
      this.#say('This is no address', `“${address}” is no http:// address of the host. Try http://localhost:8080/.`);
      return;
    }
    if (this.#here !== undefined && this.#here.href !== url.href) this.#before.push(this.#here);
    await this.#load(url);
  }

  async #follow(reference: string): Promise<void> {
    if (this.#here === undefined || !URL.canParse(reference, this.#here)) return;
    await this.go(new URL(reference, this.#here).href);
  }

  async #back(): Promise<void> {
    const url = this.#before.pop();
    if (url !== undefined) await this.#load(url);
  }

  async #load(url: URL | undefined): Promise<void> {
    if (url === undefined) return;
    this.#visit += 1;
    const visit = this.#visit;
    this.#here = url;
    this.#bar.showAddress(url.href, this.#before.length > 0);
    this.#tell(`Asking ${url.host} …`);
    try {
      const answer = await this.#fetch(url);
      if (visit !== this.#visit) return;
      await this.#show(answer);
    } catch (cause) {
      if (visit !== this.#visit) return;
      this.#say('The host did not answer', cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** Follows redirects; `#here` is afterwards where the page lies. */
  async #fetch(url: URL): Promise<WebAnswer> {
    if (this.#connection === undefined) throw new Error('There is no host: start it in the terminal.');
    let [here, answer] = [url, await this.#connection.ask({ kind: 'browse', method: 'GET', url: url.href })];
    for (let count = 0; count < MOST_REDIRECTS; count++) {
      const location =
        'status' in answer && answer.status >= 301 && answer.status <= 308 ? answer.headers['location'] : undefined;
      if (location === undefined || !URL.canParse(location, here)) break;
      here = new URL(location, here);
      answer = await this.#connection.ask({ kind: 'browse', method: 'GET', url: here.href });
    }
    this.#here = here;
    return answer;
  }

  async #show(answer: WebAnswer): Promise<void> {
    const url = this.#here;
    if (url === undefined) return;
    this.#bar.showAddress(url.href, this.#before.length > 0);
    if ('failure' in answer) {
      const { title, text } = failureText(answer.failure, url);
      return this.#say(title, text);
    }
    const page = await this.#pageOf(answer, url);
    if (page === undefined) {
      const type = answer.headers['content-type'] ?? 'unknown';
      return this.#say('This can’t be shown', `${url.host} sent ${answer.body.length} bytes of type ${type}.`);
    }
    this.#message.hidden = true;
    this.#frame.element.hidden = false;
    await this.#frame.show(page);
    this.#tell(
      `${answer.status} ${answer.reason} · ${answer.headers['content-type'] ?? 'no type'} · ${answer.body.length} bytes`,
    );
  }

  async #pageOf({ headers, body }: Served, url: URL): Promise<FramePage | undefined> {
    const type = headers['content-type'] ?? 'text/html';
    const text = (): string => new TextDecoder().decode(body);
    if (/^text\/html|^application\/xhtml/.test(type)) {
      return framePage(text(), url, async (part) => {
        const found = await this.#connection?.ask({ kind: 'browse', method: 'GET', url: part.href });
        if (found === undefined || !('status' in found) || found.status !== 200) return undefined;
        return { type: found.headers['content-type'] ?? '', bytes: found.body };
      });
    }
    if (type.startsWith('image/')) {
      return { html: `<body><img alt="" src="${dataUrl(type, body)}">`, title: url.pathname, styles: [] };
    }
    if (!/^text\/|json|xml|javascript/.test(type)) return undefined;
    const escaped = text().replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return { html: `<body><pre>${escaped}</pre>`, title: url.pathname, styles: ['pre{white-space:pre-wrap}'] };
  }

  #say(title: string, text: string): void {
    const [heading, words] = [document.createElement('h3'), document.createElement('p')];
    heading.textContent = title;
    words.textContent = text;
    this.#message.replaceChildren(heading, words);
    this.#message.hidden = false;
    this.#frame.element.hidden = true;
    this.#tell(title);
  }

  #tell(text: string): void {
    this.#status.textContent = text;
  }
}

customElements.define(BROWSER_ELEMENT, Browser);
