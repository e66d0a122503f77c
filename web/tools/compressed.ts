// compressed.ts - a Vite plug-in: a .gz beside each file that nginx gives out,
// and in the build's log what a first visit to each page weighs.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Plugin } from 'vite';

// Not brand.css: a council changes it by hand and has no build.
const worthIt = /(?<!brand)\.(html|css|js|svg|json|webmanifest)$/;

export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'fairlot:compressed',
    apply: 'build',
    configResolved: (config) => { folder = join(config.root, config.build.outDir); },
    writeBundle: () => {
      const sizes = new Map(compressAll(folder));
      for (const page of [...sizes.keys()].filter((name) => name.endsWith('.html')))
        console.log(`${kilobytes(firstVisit(folder, page, sizes))}  ${page}`);
    },
  };
}

function compressAll(folder: string): [string, number][] {
  return readdirSync(folder, { recursive: true }).map(String)
    .filter((name) => worthIt.test(name)).sort()
    .map((name) => {
      const bytes = gzipSync(readFileSync(join(folder, name)), { level: 9 });
      writeFileSync(join(folder, `${name}.gz`), bytes);
      return [name, bytes.length];
    });
}

// The page and all that its HTML names: scripts, preloads, stylesheets.
function firstVisit(folder: string, page: string, sizes: Map<string, number>): number {
  const html = readFileSync(join(folder, page), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((m) => m[1]!);
  return [page, ...new Set(named)].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
