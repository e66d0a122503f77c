// virtual.ts - a Vite plug-in: a module whose value is made at build time, for
// `import value from 'virtual:name'`.
// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from 'vite';

export function virtual(name: string, value: () => unknown): Plugin {
  const id = `virtual:${name}`;
  return {
    name: `fairlot:${name}`,
    resolveId: (wanted) => (wanted === id ? `\0${id}` : null),
    load: (wanted) => (wanted === `\0${id}` ? `export default ${JSON.stringify(value())};` : null),
  };
}
