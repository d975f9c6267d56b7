import { html } from './draw/svg.ts';
import type { Shown } from './commands.ts';
import type { ContainerView, HostState } from './host-state.ts';
import { kernelSections } from './kernel-panel.ts';
import { reachOf } from './reach.ts';

export interface PanelActions {
  close(): void;
  copy(text: string, button: HTMLButtonElement): void;
  /** Types the command in the terminal; undefined where there is none. */
  readonly type: ((command: string) => void) | undefined;
}

/** What is told of the thing that is selected. */
export function fillPanel(
  panel: HTMLElement,
  state: HostState,
  key: string,
  shown: Shown,
  actions: PanelActions,
): void {
  const container = state.containers.find(({ id }) => key === `container ${id}`);
  panel.setAttribute('aria-label', shown.title);
  panel.replaceChildren(
    html(
      'header',
      {},
      html('h4', {}, shown.title),
      button('Close', () => actions.close()),
    ),
    commandLine(shown.command, actions),
    ...(container === undefined
      ? []
      : [...waySections(container), ...reachSection(state, container), ...kernelSections(container, actions)]),
    html('h5', {}, 'Inspect'),
    html('pre', { tabindex: 0, 'aria-label': `JSON of ${shown.title}` }, coloured(shown.json)),
  );
}

/** A command with what one can do with it. */
export function commandLine(command: string, { copy, type }: PanelActions): HTMLElement {
  const copyButton = button('Copy', () => copy(command, copyButton), `Copy ${command}`);
  const line = html('p', { class: 'command' }, html('code', {}, command), copyButton);
  if (type !== undefined) line.append(button('Run', () => type(command), `Run ${command} in the terminal`));
  return line;
}

export function button(text: string, act: () => void, label?: string): HTMLButtonElement {
  const element = html('button', { type: 'button', class: 'button', 'aria-label': label }, text);
  element.addEventListener('click', act);
  return element;
}

/** From the browser to the process, step by step. */
function waySections(container: ContainerView): HTMLElement[] {
  const endpoint = container.endpoints.find(({ address }) => address !== '');
  const [first] = container.processes;
  if (container.ports.length === 0 || endpoint === undefined) return [];
  const steps = container.ports.map(({ port, hostPort, hostAddresses }) =>
    html(
      'li',
      {},
      html('code', {}, `localhost:${hostPort}`),
      ` → the host listens on ${hostAddresses.join(' and ')}, port ${hostPort} → DNAT to `,
      html('code', {}, `${endpoint.address}:${port}`),
      ` on ${endpoint.network}${first === undefined ? '' : ` → ${first.command.split(/[\s:]/)[0]}, process ${first.pid} of the host`}`,
    ),
  );
  return [html('h5', {}, 'Way of a published port'), html('ol', {}, ...steps)];
}

function reachSection(state: HostState, container: ContainerView): HTMLElement[] {
  if (container.pid === 0) return [];
  const reached = reachOf(state, container);
  const items = reached.map(({ container: to, address, names, by }) =>
    html('li', {}, `${to.name}: `, html('code', {}, [...names.slice(0, 1), address].join(' or ')), ` (${by})`),
  );
  const none = html('p', { class: 'quiet' }, 'No other container: none that runs is on a network with it.');
  return [html('h5', {}, 'Reaches'), items.length === 0 ? none : html('ul', {}, ...items)];
}

/** JSON with keys, strings and all else told apart. */
function coloured(json: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g)) {
    fragment.append(json.slice(end, match.index));
    const kind = match[1] === undefined ? 'other' : match[2] === undefined ? 'string' : 'key';
    const text = match[1] ?? match[0];
    fragment.append(html('span', { class: kind }, text));
    end = match.index + text.length;
  }
  fragment.append(json.slice(end));
  return fragment;
}
