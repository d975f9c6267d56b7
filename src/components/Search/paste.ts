/** Line breaks become spaces: a field of one line would join the words at both sides of them. */
export function pasteInOneLine(event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text') ?? '';
  const field = event.currentTarget;
  if (!text.includes('\n') || !(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.setRangeText(
    text.replace(/\s+/g, ' ').trim(),
    field.selectionStart ?? 0,
    field.selectionEnd ?? field.value.length,
    'end',
  );
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
