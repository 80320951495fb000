import 'shared/styles/tokens.css';
import 'shared/styles/base.css';
import 'shared/styles/print.css';
import { mount } from 'svelte';
import { restoreLanguage } from 'shared/i18n/index.svelte.ts';
import { askedFor } from 'shared/lib/exam-address.ts';
import { ExamRoom } from '#lib/exam-room.svelte.ts';
import Room from '#lib/Room.svelte';
import { takeShellBack } from '#lib/shell.ts';

const { round, receipt } = askedFor(location.search);
const room = new ExamRoom(round);
const target = document.getElementById('room');

/** The page says by itself that the room is being opened; what is drawn first is what the person can use. */
async function open(target: HTMLElement): Promise<void> {
  await Promise.all([restoreLanguage().catch(() => undefined), room.enter(receipt)]);
  target.textContent = '';
  target.className = 'app';
  mount(Room, { target, props: { room } });
}

if (target) void open(target);
if (import.meta.env.VITE_EXAM_WORKER === 'off') takeShellBack().catch(() => undefined);
