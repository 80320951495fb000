import { app } from 'shared/app/vite.ts';
import { defineConfig } from 'vite';

import { ROOM, writeTemplate } from './template.ts';

export default defineConfig(app({ base: '/thi', template: writeTemplate(), assets: ROOM }));
