// awards.ts - words about what has been awarded.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

type Batch = Schemas['AwardBatch'];

const months = ['January to March', 'April to June', 'July to September', 'October to December'];

// "2026-Q3" -> "July to September 2026"
export const quarterWords = (quarter: string): string =>
  `${months[Number(quarter.slice(-1)) - 1]} ${quarter.slice(0, 4)}`;

export const batchTitle = ({ scheme, quarter }: Batch): string =>
  `${scheme.name}, ${quarterWords(quarter)}`;

// The quarters of these years that have begun, newest first.
export function quartersUntil(today: string, years: number): string[] {
  const year = Number(today.slice(0, 4));
  const now = Math.ceil(Number(today.slice(5, 7)) / 3);
  return Array.from({ length: 4 * years }, (_, back) => {
    const n = 4 * year + now - 1 - back;
    return `${Math.floor(n / 4)}-Q${n % 4 + 1}`;
  });
}
