/** Tells a screen reader what a button did. The same words twice are told twice. */
export function announce(text: string): void {
  const region = document.getElementById('announcement');
  if (region === null) return;
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 30);
}
