/**
 * A stand-in for `<style>` under a Content Security Policy without 'unsafe-inline': what is written into it becomes an
 * adopted style sheet, which the policy allows. xterm writes its measures and theme into style elements.
 */
class AdoptedStyle extends HTMLElement {
  readonly #sheet = new CSSStyleSheet();

  override set textContent(css: string) {
    this.#sheet.replaceSync(css);
  }

  connectedCallback(): void {
    document.adoptedStyleSheets.push(this.#sheet);
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}

/** Does `work`; each `<style>` that it makes is an adopted one. xterm makes all of its own while it opens. */
export function withAdoptedStyles(work: () => void): void {
  if (customElements.get('adopted-style') === undefined) customElements.define('adopted-style', AdoptedStyle);
  const createElement = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) =>
    createElement(name === 'style' ? 'adopted-style' : name, options);
  try {
    work();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
}

/** Adds a style sheet to the page. One that is imported as CSS would stand in every page that could load the terminal. */
export function adoptStyleSheet(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
