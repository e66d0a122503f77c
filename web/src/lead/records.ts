// records.ts - accreditations as a file: read into the body of an import, and what is wrong said by record and line.
// SPDX-License-Identifier: Apache-2.0
import type { Problem, Schemas } from '#api/client.ts';
import type { Fault } from '#api/problem.ts';

export type Item = Schemas['AccreditationImportItemNew'];

export interface RecordFile {
  items: Item[];
  // On which line of the file each of them begins.
  lines: number[];
}

// What one import takes, of records and of bytes.
const most = { records: 50, bytes: 240_000 };

// A sentence for whoever chose it: why it cannot be read.
export class Unreadable extends Error {}

// A file as it is written here, a list of such records, or a single one.
export function readRecords(text: string): RecordFile {
  const parsed = parse(text.replace(/^\ufeff/, ''));
  const { list, inside } = listIn(parsed);
  if (list.length === 0)
    throw new Unreadable('There is no record in the file');
  const items = list.map((one) => (has(one, 'record') ? one : { record: one }) as Item);
  return { items, lines: linesOf(text, inside, items.length) };
}

const has = (thing: unknown, name: string): thing is Record<string, unknown> =>
  typeof thing === 'object' && thing !== null && name in thing;

// The records, and inside how many brackets each stands.
function listIn(parsed: unknown): { list: unknown[]; inside: number } {
  if (Array.isArray(parsed))
    return { list: parsed, inside: 1 };
  if (has(parsed, 'items') && Array.isArray(parsed['items']))
    return { list: parsed['items'], inside: 2 };
  return { list: [parsed], inside: 0 };
}

// Where the fault lies is told as far as the browser knows.
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const line = /\bline (\d+)/.exec(String(error))?.[1];
    throw new Unreadable(`This is no file of accreditations: it cannot be read as JSON${line ? `, from line ${line} on` : ''}`);
  }
}

// The lines on which objects inside so many brackets begin; none where there
// are others than the records.
function linesOf(text: string, inside: number, records: number): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{}\]\n]/g)) {
    if (token === '\n')
      line++;
    else if (token === '}' || token === ']')
      depth--;
    else if (token === '{' || token === '[') {
      if (depth === inside && token === '{')
        lines.push(line);
      depth++;
    }
  }
  return lines.length === records ? lines : [];
}

// As many records to one import as it takes.
export function partsOf(items: Item[]): Item[][] {
  const parts: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = new TextEncoder().encode(JSON.stringify(item)).length;
    const part = parts.at(-1);
    if (part === undefined || part.length === most.records || bytes + size > most.bytes) {
      parts.push([item]);
      bytes = size;
    } else {
      part.push(item);
      bytes += size;
    }
  }
  return parts;
}

const homeOf = ({ record }: Item): string => record?.establishment?.name ?? 'of no home';

// "#/items/3/record/establishment/rating" of a part that begins with record
// `first` -> "Record 4 (Ashdown House, line 210), establishment, rating: ..."
export function retold({ faults }: Problem, { items, lines }: RecordFile, first: number): Fault[] {
  return faults.map((fault) => {
    const [, number, place = ''] = /^items-(\d+)(?:-(?:record-?)?(.*))?$/.exec(fault.field) ?? [];
    if (number === undefined)
      return fault;
    const n = first + Number(number);
    const where = [homeOf(items[n]!), lines[n] !== undefined && `line ${lines[n]}`].filter(Boolean).join(', ');
    const within = place.split('-').filter(Boolean).map((name) => name.replaceAll('_', ' '));
    return { field: 'file', detail: [`Record ${n + 1} (${where})`, ...within].join(', ') + `: ${fault.detail}` };
  });
}

// One record a line: a fault is found by its line.
export const fileOf = (records: Schemas['AccreditationRecord'][]): string =>
  `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`;
