/** Our own small set of line drawings, 24 by 24; always beside a word, so hidden from readers. */
import type { ComponentChildren } from 'preact';

const Icon = ({ children }: { children: ComponentChildren }) => (
  <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{children}</svg>
);

export const BackIcon = () => <Icon><path d="M15 5l-7 7 7 7" /></Icon>;
export const CloseIcon = () => <Icon><path d="M6 6l12 12M18 6L6 18" /></Icon>;
export const CameraIcon = () => (
  <Icon><path d="M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4z" /><circle cx="12" cy="13" r="3.4" /></Icon>
);
export const ProblemIcon = () => <Icon><path d="M12 4l9 16H3z" /><path d="M12 10v4.5M12 17.3v.2" /></Icon>;
export const NeedIcon = () => <Icon><path d="M4 5h16v11H11l-4 4v-4H4z" /></Icon>;
export const NoteIcon = () => <Icon><path d="M5 19l1-4.5L16.5 4l3.5 3.5L9.5 18z" /><path d="M14 6.5l3.5 3.5" /></Icon>;
export const ListIcon = () => <Icon><path d="M6 3.5h12v17H6z" /><path d="M9 8h6M9 12h6M9 16h4" /></Icon>;

/** How to leave WeChat's own browser: the three dots on top, then the line with the compass. */
export const OpenInBrowser = () => (
  <svg viewBox="0 0 280 120" width="280" height="120" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" role="img" aria-label="先点右上角的三个点，再点「在浏览器打开」">
    <rect x="4" y="4" width="150" height="112" rx="10" /><path d="M4 32h150" />
    <g fill="currentColor" stroke="none"><circle cx="122" cy="18" r="3" /><circle cx="132" cy="18" r="3" />
      <circle cx="142" cy="18" r="3" /></g>
    <circle cx="132" cy="18" r="17" stroke-dasharray="4 4" />
    <path d="M156 24c22 4 26 16 28 30m-6-7l6 8 7-7" />
    <rect x="160" y="60" width="112" height="44" rx="8" />
    <circle cx="184" cy="82" r="13" /><path d="M190 76l-4 9-8 3 4-9z" /><path d="M206 76h50M206 88h34" />
  </svg>
);
