// pages.ts - a Vite plug-in: each src/pages/**/view.tsx becomes a static page.
// SPDX-License-Identifier: Apache-2.0
//
// src/pages/council/referrals/_id/view.tsx exports `page`; it is rendered once,
// here, to /council/referrals/_id/index.html. A main.tsx beside it is the
// page's script. A folder named _id stands for any UUID: nginx does the rest.
// A view that exports `pages` as well makes one more below it for each of their
// names: those of homes/a-to-z become /homes/a-to-z/b/index.html and so on.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { runnerImport, type Plugin, type ViteDevServer } from 'vite';

interface View {
  page: unknown;
  pages?: Record<string, unknown>;
}
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

type Load = (file: string) => Promise<unknown>;

const viewOf = async (folder: string, load: Load) =>
  await load(join(pages, folder, 'view.tsx')) as View;

// `name` is that of one of the view's `pages`; its page proper has none.
async function htmlOf(folder: string, name: string, load: Load): Promise<string> {
  const { page, pages: more } = await viewOf(folder, load);
  const { renderDocument } = await load(join(source, 'site/document.tsx')) as Rendered;
  const address = ['', folder, name].join('/').replace(/\/*$/, '/').replace(/^\/+/, '/');
  return renderDocument(name === '' ? page : more![name], address, scriptOf(folder));
}

const imported = new Map<string, Promise<unknown>>();

const importOnce: Load = (file) => {
  if (!imported.has(file))
    imported.set(file, runnerImport(file, {
      configFile: false,
      root: source,
      logLevel: 'error',
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    }).then(({ module }) => module));
  return imported.get(file)!;
};

interface Place {
  folder: string;
  name: string;
}

// The file of each page, and where its HTML comes from.
async function allPages(): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  for (const folder of pageFolders()) {
    const { pages: more = {} } = await viewOf(folder, importOnce);
    for (const name of ['', ...Object.keys(more)])
      found.set(join(source, folder, name, 'index.html'), { folder, name });
  }
  return found;
}

export function prerenderedPages(): Plugin {
  let files = new Map<string, Place>();
  return {
    name: 'fairlot:pages',
    config: async () => {
      files = await allPages();
      return { build: { rollupOptions: { input: [...files.keys()] } } };
    },
    resolveId: (id) => (files.has(resolve(source, id)) ? resolve(source, id) : null),
    load: (id) => {
      const place = files.get(id);
      return place === undefined ? null : htmlOf(place.folder, place.name, importOnce);
    },
    configureServer: (server) => serveWhileDeveloping(server, files),
  };
}

// npx vite: pages are rendered at each request, so that a change shows at once.
function serveWhileDeveloping(server: ViteDevServer, files: Map<string, Place>): void {
  server.middlewares.use(async (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const asked = path.replace(/^\/|\/$/g, '')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '_id');
    const place = files.get(join(source, asked, 'index.html'));
    if (place === undefined)
      return next();
    try {
      const html = await htmlOf(place.folder, place.name, (file) => server.ssrLoadModule(file));
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(await server.transformIndexHtml(path, html));
    } catch (error) {
      // Vite shows it in the browser; thrown on, it would end Vite.
      next(error);
    }
  });
}
