/** The longer side of what is kept, in px; zlc/walks/photos/pictures/sizes.py has the same (tests/sync/test_said_alike.py). */
export const LONG_EDGE = 2048;
export const THUMB_EDGE = 240;
export const AIM_BYTES = 400 * 1024;
export const THUMB_BYTES = 24 * 1024;
