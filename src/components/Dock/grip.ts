import { placeNow } from './place.ts';

const SMALLEST_PX = 140;
/** Share of the window that the dock may take. */
const LARGEST = 0.8;
const STEP_PX = 24;

/** Lets the dock's edge be dragged, and moved by the arrows, Home and End. */
export function watchGrip(dock: HTMLElement, grip: HTMLElement): void {
  const resize = (size: number): void => {
    const beside = placeNow() === 'beside';
    const room = beside ? innerWidth : innerHeight;
    const pixels = Math.max(SMALLEST_PX, Math.min(size, room * LARGEST));
    document.documentElement.style.setProperty(beside ? '--dock-width' : '--dock-height', `${pixels}px`);
    grip.setAttribute('aria-valuenow', String(Math.round((pixels / room) * 100)));
  };

  grip.addEventListener('pointerdown', (event) => {
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    resize(placeNow() === 'beside' ? innerWidth - event.clientX : innerHeight - event.clientY);
  });
  grip.addEventListener('keydown', (event) => {
    const { width, height } = dock.getBoundingClientRect();
    const size = placeNow() === 'beside' ? width : height;
    const to = {
      ArrowUp: size + STEP_PX,
      ArrowLeft: size + STEP_PX,
      ArrowDown: size - STEP_PX,
      ArrowRight: size - STEP_PX,
      Home: SMALLEST_PX,
      End: Infinity,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    resize(to);
  });
}
