import { frameHtml, type FramePage } from './page.ts';

/**
 * A frame that shows a page of the simulated host. It has no `allow-scripts`: whatever the page holds, nothing of it
 * runs. It has the origin of the site only so that the page around it can put styles in and hear which link was
 * pressed; forms, popups and navigation are forbidden to it as well.
 */
export class PageFrame {
  readonly element = document.createElement('iframe');
  readonly #navigate: (reference: string) => void;

  constructor(navigate: (reference: string) => void) {
    this.#navigate = navigate;
    this.element.setAttribute('sandbox', 'allow-same-origin');
    this.element.title = 'Page of the simulated host';
    this.element.setAttribute('referrerpolicy', 'no-referrer');
  }

  show({ html, styles, title }: FramePage): Promise<void> {
    this.element.title = title === '' ? 'Page of the simulated host' : `Page of the simulated host: ${title}`;
    return new Promise((resolve) => {
      this.element.addEventListener(
        'load',
        () => {
          this.#dress(styles);
          resolve();
        },
        { once: true },
      );
      this.element.srcdoc = frameHtml.createHTML(html);
    });
  }

  #dress(styles: readonly string[]): void {
    const { contentDocument: page, contentWindow: view } = this.element;
    if (page === null || view === null) return;
    const { CSSStyleSheet: Sheet } = view as unknown as { CSSStyleSheet: typeof CSSStyleSheet };
    page.adoptedStyleSheets = styles.map((text) => {
      const sheet = new Sheet();
      sheet.replaceSync(text);
      return sheet;
    });
    for (const element of page.querySelectorAll<HTMLElement>('[data-style]')) {
      element.style.cssText = element.dataset['style'] ?? '';
      element.removeAttribute('data-style');
    }
    page.addEventListener('click', (event) => this.#clicked(event));
    page.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && isField(event.target)) this.#submit(event, event.target.form);
    });
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element | null;
    const link = target?.closest('a[href], area[href]');
    const button = target?.closest<HTMLButtonElement | HTMLInputElement>(
      'button:not([type=button], [type=reset]), input[type=submit], input[type=image]',
    );
    if (link != null) {
      const reference = link.getAttribute('href') ?? '';
      if (reference.startsWith('#')) return;
      event.preventDefault();
      this.#navigate(reference);
    } else if (button != null) this.#submit(event, button.form, button);
  }

  /** Only GET: a form that changes something is for curl. */
  #submit(event: Event, form: HTMLFormElement | null, button?: HTMLButtonElement | HTMLInputElement): void {
    if (form === null) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll<HTMLInputElement>('input, select, textarea')].filter(isSent);
    const query = new URLSearchParams(fields.map(({ name, value }) => [name, value]));
    if (button !== undefined && button.name !== '') query.set(button.name, button.value);
    const action = form.getAttribute('action') ?? '';
    this.#navigate(`${action.split(/[?#]/, 1)[0]}?${query.toString()}`);
  }
}

const isField = (target: EventTarget | null): target is HTMLInputElement =>
  (target as Element | null)?.localName === 'input' && (target as HTMLInputElement).form !== null;

function isSent({ name, type, checked, disabled }: HTMLInputElement): boolean {
  if (name === '' || disabled || ['submit', 'button', 'image', 'reset', 'file'].includes(type)) return false;
  return checked || !['checkbox', 'radio'].includes(type);
}
