import 'shared/styles/tokens.css';
import 'shared/styles/base.css';
import 'shared/styles/print.css';
import { mount } from 'svelte';
import Room from '#lib/Room.svelte';

const target = document.getElementById('room');
if (target) {
  target.textContent = '';
  target.className = 'app';
  mount(Room, { target });
}
