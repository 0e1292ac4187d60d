/** Tells this tab and the person's other tabs what changed. */
import type { Change } from './kept';

export interface Tabs {
  tell(...changes: Change[]): void;
  /** This tab only. */
  tellHere(change: Change): void;
  subscribe(listener: (change: Change) => void): () => void;
  close(): void;
}

export function joinTabs(name: string): Tabs {
  const listeners = new Set<(change: Change) => void>();
  const hear = (change: Change) => listeners.forEach((listener) => listener(change));
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  if (channel) channel.onmessage = (event: MessageEvent<Change>) => hear(event.data);
  return {
    tell: (...changes) => {
      for (const change of changes) {
        hear(change);
        channel?.postMessage(change);
      }
    },
    tellHere: hear,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => channel?.close(),
  };
}
