// vite.config.ts - how the pages become static files.
// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vite';

import { coast } from './tools/coast.ts';
import { compressed } from './tools/compressed.ts';
import { eventTypes } from './tools/event-types.ts';
import { licences } from './tools/licences.ts';
import { prerenderedPages } from './tools/pages.ts';

export default defineConfig({
  root: 'src',
  publicDir: '../public',
  // JSX needs no plug-in: the compiler's own, with Preact's functions.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { preprocessorOptions: { scss: { quietDeps: true, style: 'compressed' } } },
  build: {
    outDir: '../build/site',
    emptyOutDir: true,
    target: 'es2022',
    // A data: address would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    // The stylesheet comes compressed from Sass; a second pass breaks it.
    cssMinify: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  plugins: [prerenderedPages(), coast(), eventTypes(), licences(), compressed()],
});
