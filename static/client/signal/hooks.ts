/** What components remember and follow: one that reads a signal while it renders, renders again when the signal changes. */
export { useSignal } from '@preact/signals';
/**
 * Effects run once the page is changed and before it is painted: a dialog is open and the focus where it belongs in its
 * first frame, and a draft is asked for before a thumb can reach its field. Children's run before their parents'.
 */
export { useLayoutEffect as useEffect, useRef } from 'preact/hooks';
