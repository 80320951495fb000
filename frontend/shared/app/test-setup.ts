import { afterEach } from 'vitest';

// jsdom has no layout: what scrolls does nothing there.
Element.prototype.scrollIntoView = () => undefined;

afterEach(() => {
  localStorage.clear();
  document.title = '';
});
