import { afterEach } from 'vitest';

// jsdom has no layout: what scrolls does nothing there.
Element.prototype.scrollIntoView = () => undefined;
// It knows the element of a dialog and not what it does.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

afterEach(() => {
  localStorage.clear();
  document.title = '';
});
