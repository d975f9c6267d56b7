import { type DrillCheck, runChecks } from '../../lib/drills/check.ts';
import { openDock, terminalOf } from '../Dock/dock.ts';
import { addProgress, forgetProgress, readProgress } from './keep.ts';

const page = document.querySelector<HTMLElement>('[data-drill]');
if (page !== null) play(page);

function play(drill: HTMLElement): void {
  const id = drill.dataset['drill'] ?? '';
  const par = Number(drill.dataset['par']);
  const checks = JSON.parse(drill.dataset['checks'] ?? '[]') as DrillCheck[];
  const part = (name: string) => drill.querySelector<HTMLElement>(`[data-${name}]`);
  const items = [...drill.querySelectorAll<HTMLElement>('[data-item]')];
  const result = part('result');
  let typed = 0;
  /** A check of an earlier host says nothing of this one. */
  let host = 0;

  const say = (text: string): void => result?.replaceChildren(text);
  const opensHost = (button: HTMLElement, act: () => Promise<void>): void => {
    button.addEventListener('click', () => {
      if (button.ariaDisabled === 'true') return;
      button.ariaDisabled = 'true';
      act()
        .catch((cause: unknown) =>
          say(`The sandbox did not load: ${cause instanceof Error ? cause.message : String(cause)}`),
        )
        .finally(() => (button.ariaDisabled = null));
    });
  };

  const buttons = { open: part('open'), check: part('check'), anew: part('anew') };
  if (buttons.open) opensHost(buttons.open, () => open(buttons.open));
  if (buttons.check) opensHost(buttons.check, check);
  if (buttons.anew) opensHost(buttons.anew, startAnew);

  async function open(from: HTMLElement | null): Promise<void> {
    const terminal = await terminalOf();
    if (from) openDock(from);
    if (terminal.connection === undefined) say('Making the start state …');
    await terminal.start();
    if (result?.textContent === 'Making the start state …') say('');
    if (from === buttons.open) terminal.focus();
  }

  async function check(): Promise<void> {
    await open(buttons.check);
    const { connection } = await terminalOf();
    if (connection === undefined) return;
    const asked = host;
    const commands = typed;
    say('Checking …');
    const held = await runChecks(checks, async (command, limitMs) => {
      const { exit } = await connection.ask({ kind: 'run', command, limitMs });
      return exit;
    });
    if (asked !== host) return;
    for (const [index, item] of items.entries()) mark(item, held[index]);
    part('task')?.scrollIntoView({ block: 'nearest' });
    const count = held.filter(Boolean).length;
    if (count < held.length) return say(`${count} of ${held.length} hold.`);
    const trouble = addProgress(id, { solved: new Date().toISOString(), commands });
    say(
      [`Solved with ${commands} ${commands === 1 ? 'command' : 'commands'}; par is ${par}.`, trouble]
        .filter(Boolean)
        .join(' '),
    );
    showKept();
  }

  async function startAnew(): Promise<void> {
    const terminal = await terminalOf();
    if (buttons.anew) openDock(buttons.anew);
    await terminal.reset();
    document.dispatchEvent(new CustomEvent('drydock:reset'));
    terminal.focus();
  }

  document.addEventListener('drydock:host', () => {
    host += 1;
    typed = 0;
    showCount();
    for (const item of items) mark(item, undefined);
  });
  document.addEventListener('drydock:command', () => {
    typed += 1;
    showCount();
  });

  const showCount = (): void => part('count')?.replaceChildren(`${typed} ${typed === 1 ? 'command' : 'commands'}`);

  /** The solution lies behind a question until the drill is solved. */
  function showKept(): void {
    const { drills, state } = readProgress();
    const kept = drills[id];
    const solved = kept?.solved !== undefined;
    const best = kept?.commands === undefined ? '' : `Solved, at best with ${kept.commands} (par ${par}).`;
    part('best')?.replaceChildren(
      solved ? best || 'Solved.' : state === 'damaged' ? 'Some of what was kept of your progress can’t be read.' : '',
    );
    const forget = part('forget');
    if (forget) forget.hidden = kept === undefined;
    if (kept?.shown === true || solved) reveal();
  }

  const guard = part('guard');
  const solution = part('solution');
  function reveal(): void {
    if (guard) guard.hidden = true;
    if (solution) solution.hidden = false;
  }
  if (guard && solution) {
    guard.hidden = false;
    solution.hidden = true;
  }
  part('show')?.addEventListener('click', () => {
    const trouble = addProgress(id, { shown: true });
    reveal();
    solution?.focus();
    showKept();
    if (trouble !== undefined) say(trouble);
  });
  part('forget')?.addEventListener('click', () => {
    const trouble = forgetProgress(id);
    if (guard && solution) {
      guard.hidden = false;
      solution.hidden = true;
    }
    say(trouble ?? 'Forgotten: the drill counts as new.');
    showKept();
    buttons.check?.focus();
  });

  const hints = [...drill.querySelectorAll<HTMLDetailsElement>('[data-hint]')];
  for (const [index, hint] of hints.entries()) {
    hint.hidden = index > 0;
    hint.addEventListener('toggle', () => {
      const next = hints[index + 1];
      if (hint.open && next) next.hidden = false;
    });
  }

  addEventListener('storage', showKept); // another tab has solved it
  showKept();
}

function mark(item: HTMLElement, held: boolean | undefined): void {
  if (held === undefined) delete item.dataset['held'];
  else item.dataset['held'] = String(held);
  item.querySelector('[data-state]')?.replaceChildren(held === undefined ? '' : held ? 'holds' : 'does not hold yet');
}
