import type { PublishedPort } from './ports.ts';

export interface ToolbarActions {
  back(): void;
  reload(): void;
  go(address: string): void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  showAddress(address: string, canGoBack: boolean): void;
  showPorts(ports: readonly PublishedPort[]): void;
}

/** Back, reload, the address, and a button for each published port. */
export function toolbar({ back, reload, go }: ToolbarActions): Toolbar {
  const element = document.createElement('form');
  const backButton = iconButton('Back', '←', back);
  backButton.ariaDisabled = 'true';
  const address = document.createElement('input');
  Object.assign(address, { type: 'text', inputMode: 'url', autocomplete: 'off', spellcheck: false });
  address.placeholder = 'http://localhost:8080/';
  address.setAttribute('aria-label', 'Address');
  address.addEventListener('focus', () => address.select());
  const ports = document.createElement('p');
  ports.className = 'ports';
  ports.textContent = 'No port is published.';
  element.className = 'bar';
  element.append(backButton, iconButton('Reload', '↻', reload), address, ports);
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    go(address.value);
  });
  return {
    element,
    showAddress(text, canGoBack) {
      address.value = text;
      backButton.ariaDisabled = canGoBack ? null : 'true';
    },
    showPorts(list) {
      const text = list.map(({ port, name }) => `${port} ${name}`).join('\n');
      if (ports.dataset['ports'] === text) return;
      ports.dataset['ports'] = text;
      const buttons = list.map(({ port, name }) => portButton(port, name, () => go(`http://localhost:${port}/`)));
      ports.replaceChildren(...(list.length === 0 ? ['No port is published.'] : ['Published: ', ...buttons]));
    },
  };
}

function iconButton(label: string, sign: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = sign;
  button.setAttribute('aria-label', label);
  button.title = label;
  button.addEventListener('click', () => {
    if (button.ariaDisabled !== 'true') press();
  });
  return button;
}

function portButton(port: number, name: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = `${port} ${name}`;
  button.addEventListener('click', press);
  return button;
}
