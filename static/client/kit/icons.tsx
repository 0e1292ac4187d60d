/** Our own small set of line drawings, 24 by 24; always beside a word, so hidden from readers. */

const icon = (path: string) => () => (
  <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d={path} /></svg>
);

export const BackIcon = icon('M15 5l-7 7 7 7');
export const CloseIcon = icon('M6 6l12 12M18 6L6 18');
export const CameraIcon = icon('M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4zM8.6 13a3.4 3.4 0 106.8 0 3.4 3.4 0 10-6.8 0');
export const ProblemIcon = icon('M12 4l9 16H3zM12 10v4.5M12 17.3v.2');
export const NeedIcon = icon('M4 5h16v11H11l-4 4v-4H4z');
export const NoteIcon = icon('M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18zM14 6.5l3.5 3.5');
export const ListIcon = icon('M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h4');
