// event-types.ts - a Vite plug-in: the types of event that the API's description
// lists, each with the topic that the service files it under, for
// `import types from 'virtual:event-types'`.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Plugin } from 'vite';

import { virtual } from './virtual.ts';

const description = resolve(import.meta.dirname, '../build/openapi/openapi.json');
const table = resolve(import.meta.dirname, '../../core/event.c');
// A row: { "client.created", LEAD | COUNCIL, TOPIC_SECURITY,
const row = /^\t\{ "([a-z_.]+)", [A-Z |]+, TOPIC_([A-Z]+),$/gm;

export const eventTypes = (): Plugin => virtual('event-types', () => {
  const rows = readFileSync(table, 'utf8').matchAll(row);
  const topics = new Map(Array.from(rows, ([, type, topic]) => [type, topic!.toLowerCase()]));
  const types: string[] = JSON.parse(readFileSync(description, 'utf8'))
    .components.schemas.EventType['x-extensible-enum'];
  const without = types.filter((type) => !topics.has(type));
  if (without.length > 0)
    throw new Error(`core/event.c has no topic for ${without.join(', ')}`);
  return Object.fromEntries(types.map((type) => [type, topics.get(type)]));
});
