// csv.tsx - a list as a file for a spreadsheet, made in the browser.
// SPDX-License-Identifier: Apache-2.0
import { Button } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { londonTime } from '#site/words.ts';
import { save } from './save.ts';

export type Cell = string | number | null | undefined;

// A spreadsheet would run a text like "=1+2" as a formula.
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

// A time, as the screen has it: by the clocks of London.
export function clocked(time: string | null | undefined): Cell {
  if (!time)
    return null;
  const { date, clock } = londonTime(time);
  return `${date} ${clock}`;
}

const cell = (value: Cell) => (typeof value === 'number' ? String(value)
  : `"${harmless(value ?? '').replaceAll('"', '""')}"`);

export const csvOf = (head: string[], rows: Cell[][]): string =>
  [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';

// All of the list, not only the page that is on the screen.
// `of` tells one button from another on a page that has several.
export function CsvButton<T>({ file, head, load, row, of }: {
  file: string; head: string[]; load: () => Promise<T[]>; row: (item: T) => Cell[]; of?: string;
}) {
  const download = useAct(async () => {
    // Excel takes a file for UTF-8 only if it begins with this mark.
    save(file, new Blob(['\ufeff', csvOf(head, (await load()).map(row))], { type: 'text/csv' }));
  });
  return (
    <Button type="button" classes="govuk-button--secondary no-print" attributes={download.attributes()}>
      Download as CSV{of && <span class="govuk-visually-hidden">{`: ${of}`}</span>}
    </Button>
  );
}
