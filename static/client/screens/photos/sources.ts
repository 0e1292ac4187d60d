/** Where the bytes of one photo come from when it is looked at. */
import { pictureType } from '../../store/photos/picture_type';
import { session } from '../../live/session';
import { useEffect, useSignal } from '../../signal/hooks';
import type { Signal } from '../../signal/signal';

const urlOf = (bytes: ArrayBuffer): string => URL.createObjectURL(new Blob([bytes], { type: pictureType(bytes) }));
const given = (...urls: (string | undefined)[]): string[] => urls.filter((url): url is string => Boolean(url));

/** Where its picture may be had from, best first; null while the phone is asked. What this browser cannot draw is passed over. */
export function useSources(sha256: string, entry: string): Signal<string[] | null> {
  const sources = useSignal<string[] | null>(null);
  useEffect(() => {
    const here = session.peek();
    if (here.kind !== 'open') return;
    let own: string[] = [];
    let gone = false;
    sources.value = null;
    void Promise.all([here.store.photo(sha256), here.store.thumb(sha256)]).catch(() => []).then(([whole, small]) => {
      if (gone) return;
      const [first, last] = [whole, small].map((bytes) => (bytes ? urlOf(bytes) : ''));
      own = given(first, last);
      sources.value = given(first, `/api/v1/photos/${entry}?size=full`, last);
    });
    return () => {
      gone = true;
      own.forEach((url) => URL.revokeObjectURL(url));
    };
  }, [entry]);
  return sources;
}
