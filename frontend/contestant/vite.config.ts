import { app } from 'shared/app/vite.ts';
import { defineConfig } from 'vite';

export default defineConfig(app({ base: '', fallback: 'shell.html' }));
