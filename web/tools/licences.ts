// licences.ts - a Vite plug-in: /licences.txt, the terms of what is in the bundle.
// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Plugin } from 'vite';

const packages = resolve(import.meta.dirname, '../node_modules');

// ".../node_modules/@a/b/dist/c.js" -> "@a/b"
const packageOf = (id: string): string | undefined =>
  /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];

function termsOf(name: string): string {
  const folder = join(packages, name);
  const { version, license, author, repository } =
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  // Not every package brings its text along.
  const text = file === undefined ? `By ${author?.name ?? author}; the terms are at ${repository?.url ?? repository}`
    : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

export function licences(): Plugin {
  return {
    name: 'fairlot:licences',
    apply: 'build',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) =>
        (part.type === 'chunk' ? part.moduleIds : []));
      // Of this one the stylesheet, too, which is no module.
      const used = new Set(['govuk-frontend', ...modules.map(packageOf).filter((name) => name !== undefined)]);
      this.emitFile({ type: 'asset', fileName: 'licences.txt',
        source: [...used].sort().map(termsOf).join('\n----\n\n') });
    },
  };
}
