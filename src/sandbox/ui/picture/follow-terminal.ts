import type { PageTerminal, TerminalEvents } from '../page-terminal.ts';
import { HostPicture, type PictureEvents } from './host-picture.ts';

/** A picture of the host that a terminal has, or will have: it follows its commands, and types there what it is asked to. */
export function followTerminal(terminal: PageTerminal): HostPicture {
  const picture = new HostPicture(terminal.connection);
  const on = <Name extends keyof TerminalEvents>(name: Name, listener: (event: TerminalEvents[Name]) => void) =>
    terminal.addEventListener(name, listener as EventListener);
  on('drydock:host', ({ detail }) => (picture.connection = detail));
  on('drydock:host-end', () => picture.hostEnded());
  on('drydock:command', () => picture.commandBegan());
  on('drydock:command-end', ({ detail }) => void picture.commandEnded(detail.command));
  picture.addEventListener('drydock:type', ((event: PictureEvents['drydock:type']) => {
    event.preventDefault();
    void terminal.run([event.detail.command]);
  }) as EventListener);
  return picture;
}
