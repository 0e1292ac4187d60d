/** The journal's rules: entries, and what a walk's entries add up to. Nothing here touches storage or the network. */

export * from './entry';
export * from './state';
export { BadBody, cleanText, readBody } from './body';
export { calledOf } from './counter';
export { formatDuration, kindOfTime } from './durations';
export { fold } from './fold';
export { isOfRectification } from './kinds';
export { chainOf, hmacHex, newEntryId, newSecret, sha256Hex, uuid7 } from './ids';
export { isInstant } from './reached';
export { parted } from './waiting';
