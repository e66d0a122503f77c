// vite.config.ts - how the pages become static files.
// SPDX-License-Identifier: Apache-2.0
import { defineConfig, type ProxyOptions } from 'vite';

import { coast } from './tools/coast.ts';
import { compressed } from './tools/compressed.ts';
import { eventTypes } from './tools/event-types.ts';
import { licences } from './tools/licences.ts';
import { prerenderedPages } from './tools/pages.ts';

// While Vite serves the pages, what they ask for comes from a running API. It
// renews a session for its own site alone, hence the Origin.
const service = process.env['FAIRLOT_API'];
const proxy: Record<string, ProxyOptions> = service === undefined ? {}
  : { '^/(v1|problems)/': { target: service, changeOrigin: true, secure: false, headers: { origin: service } } };

export default defineConfig({
  root: 'src',
  publicDir: '../public',
  // JSX needs no plug-in: the compiler's own, with Preact's functions.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: { preprocessorOptions: { scss: { quietDeps: true, style: 'compressed' } } },
  server: { proxy },
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
