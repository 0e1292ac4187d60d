/** Tells this tab and the person's other tabs what changed. */
import type { News } from './kept';

export interface Tabs {
  tell(...changes: News[]): void;
  /** This tab only. */
  tellHere(change: News): void;
  subscribe(listener: (change: News) => void): () => void;
  close(): void;
}

export function joinTabs(name: string): Tabs {
  const listeners = new Set<(change: News) => void>();
  const hear = (change: News) => listeners.forEach((listener) => listener(change));
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  if (channel) channel.onmessage = (event: MessageEvent<News>) => hear(event.data);
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
