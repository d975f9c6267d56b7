const root = document.documentElement;

document.querySelector('[data-theme-switch]')?.addEventListener('click', () => {
  const theme = isDark() ? 'light' : 'dark';
  root.dataset['theme'] = theme;
  try {
    localStorage.setItem('drydock:theme', theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  document.dispatchEvent(new CustomEvent('drydock:theme', { detail: theme }));
});

function isDark(): boolean {
  const chosen = root.dataset['theme'];
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
