/** The pattern of each kind of time, beside its hue (tokens.css): the same as on the desk and on paper (zlc/documents/patterns.py). */
export const PATTERN: Record<string, string> = {
  waiting: 'M-2 2l4-4M0 8l8-8M6 10l4-4', served: '', own_work: 'M2 2h.01M6 6h.01', office: 'M4 0v8', away: 'M0 8l8-8M0 0l8 8',
  free: 'M2 4h4', pause: 'M2 1v6M5 1v6',
};
