/**
 * A browser that lets a page keep nothing (cookies forbidden, one inside an app) throws at the word `localStorage` itself, or has
 * none: before the app could say so. With this in its place it comes as far as that.
 */
export function standInForStorage(): void {
  try {
    localStorage.getItem('');
  } catch {
    Object.defineProperty(window, 'localStorage', { value: { getItem: () => null, setItem() {}, removeItem() {} } });
  }
}
