// pages.ts - a Vite plug-in: each src/pages/**/view.tsx becomes a static page.
// SPDX-License-Identifier: Apache-2.0
//
// src/pages/council/referrals/_id/view.tsx exports `page`; it is rendered once,
// here, to /council/referrals/_id/index.html. A main.tsx beside it is the
// page's script. A folder named _id stands for any UUID: nginx does the rest.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { runnerImport, type Plugin, type ViteDevServer } from 'vite';

type Rendered = { renderDocument: (page: unknown, address: string, script: string) => string };

const source = resolve(import.meta.dirname, '../src');
const pages = join(source, 'pages');

// Folders of pages, such as "council/referrals/_id"; the start page is "".
function pageFolders(): string[] {
  return readdirSync(pages, { recursive: true }).map(String)
    .filter((file) => basename(file) === 'view.tsx').map(dirname)
    .map((folder) => (folder === '.' ? '' : folder)).sort();
}

function scriptOf(folder: string): string {
  const own = join(pages, folder, 'main.tsx');
  return '/' + relative(source, existsSync(own) ? own : join(source, 'site/plain.ts'));
}

async function htmlOf(folder: string, load: (file: string) => Promise<unknown>) {
  const { page } = await load(join(pages, folder, 'view.tsx')) as { page: unknown };
  const { renderDocument } = await load(join(source, 'site/document.tsx')) as Rendered;
  return renderDocument(page, folder === '' ? '/' : `/${folder}/`, scriptOf(folder));
}

const importOnce = async (file: string) => (await runnerImport(file, {
  configFile: false,
  root: source,
  logLevel: 'error',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})).module;

export function prerenderedPages(): Plugin {
  const files = new Map(pageFolders().map((folder) =>
    [join(source, folder, 'index.html'), folder]));
  return {
    name: 'fairlot:pages',
    config: () => ({ build: { rollupOptions: { input: [...files.keys()] } } }),
    resolveId: (id) => (files.has(resolve(source, id)) ? resolve(source, id) : null),
    load: (id) => {
      const folder = files.get(id);
      return folder === undefined ? null : htmlOf(folder, importOnce);
    },
    configureServer: (server) => serveWhileDeveloping(server),
  };
}

// npx vite: pages are rendered at each request, so that a change shows at once.
function serveWhileDeveloping(server: ViteDevServer): void {
  server.middlewares.use(async (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const folder = path.replace(/^\/|\/$/g, '')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '_id');
    if (!existsSync(join(pages, folder, 'view.tsx')))
      return next();
    const html = await htmlOf(folder, (file) => server.ssrLoadModule(file));
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(await server.transformIndexHtml(path, html));
  });
}
