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

/** The page's document, except that a `<style>` made by it is an adopted one. */
export function documentWithAdoptedStyles(): Document {
  if (customElements.get('adopted-style') === undefined) customElements.define('adopted-style', AdoptedStyle);
  return new Proxy(document, {
    get(target, property) {
      if (property === 'createElement') {
        return (name: string) => target.createElement(name === 'style' ? 'adopted-style' : name);
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
