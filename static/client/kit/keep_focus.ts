/**
 * What has the focus may leave the page under the finger: a button becomes a form, a list loses the line just dealt
 * with. Without help the browser drops the focus to the top of the document, and whoever goes by keyboard or by
 * reader is lost. Here it goes to what took the place, else to the next thing there, else to the heading.
 */
const REACHABLE = 'button, a[href], input, select, textarea, summary';

interface Place { parent: Element; at: number }

/** Where the focused element and each of its ancestors stood, innermost first. */
let places: Place[] = [];
let focused: Element | null = null;
let asked = false;

export function keepFocus(root: HTMLElement): void {
  root.addEventListener('focusin', (event) => remember(event.target as Element, root));
  new MutationObserver(look).observe(root, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'],
  });
}

function remember(element: Element, root: HTMLElement): void {
  focused = element;
  places = [];
  for (let one = element; one !== root && one.parentElement; one = one.parentElement) {
    places.push({ parent: one.parentElement, at: [...one.parentElement.children].indexOf(one) });
  }
}

const lost = (): boolean =>
  focused !== null && (!focused.isConnected || focused.matches(':disabled')) &&
  (document.activeElement === document.body || document.activeElement === focused);

/** After the screens have put the focus where they want it: that counts more. */
function look(): void {
  if (asked || !lost()) return;
  asked = true;
  requestAnimationFrame(() => setTimeout(() => {
    asked = false;
    if (lost()) successor()?.focus();
  }));
}

function successor(): HTMLElement | null {
  const place = places.find(({ parent }) => parent.isConnected);
  const following = place ? [...place.parent.children].slice(place.at) : [];
  return following.map(reachable).find((one) => one !== null) ?? document.querySelector<HTMLElement>('h1');
}

function reachable(element: Element): HTMLElement | null {
  const inside = [element, ...element.querySelectorAll(REACHABLE)] as HTMLElement[];
  return inside.find((one) => one.matches(REACHABLE) && !one.matches(':disabled') && one.offsetParent !== null) ?? null;
}
