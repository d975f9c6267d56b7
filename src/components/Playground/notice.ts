const notice = document.querySelector<HTMLElement>('#playground-notice');
const trouble = document.querySelector<HTMLElement>('#playground-trouble');

/** Says what is going on. */
export function say(text: string): void {
  if (notice !== null) notice.textContent = text;
}

/** Says what went wrong, with one button to go on. */
export function tellTrouble(text: string, button: string, goOn: () => void): void {
  if (trouble === null) return;
  const press = document.createElement('button');
  press.type = 'button';
  press.className = 'button primary';
  press.textContent = button;
  press.addEventListener('click', () => {
    clearTrouble();
    goOn();
  });
  trouble.replaceChildren(text, press);
  trouble.hidden = false;
}

export function clearTrouble(): void {
  if (trouble === null) return;
  trouble.hidden = true;
  trouble.replaceChildren();
}

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
