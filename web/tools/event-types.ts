// event-types.ts - a Vite plug-in: the types of event that the API's description
// lists, for `import types from 'virtual:event-types'`.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Plugin } from 'vite';

import { virtual } from './virtual.ts';

const file = resolve(import.meta.dirname, '../build/openapi/openapi.json');

export const eventTypes = (): Plugin => virtual('event-types', () =>
  JSON.parse(readFileSync(file, 'utf8')).components.schemas.EventType['x-extensible-enum']);
