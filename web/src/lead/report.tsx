// report.tsx - one table of a report, and the same as a file for a spreadsheet.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Cell, CsvButton } from '#lists/csv.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { money } from '#site/words.ts';

export interface Column<T> {
  head: string;
  // In the file; and on the screen, unless `show` says it otherwise.
  of: (row: T) => Cell;
  show?: (row: T) => ComponentChildren;
  numeric?: boolean;
}

// Pounds: with their sign on the screen, a bare number in the file.
export const pounds = <T,>(head: string, of: (row: T) => number): Column<T> =>
  ({ head: `${head} (£)`, of: (row) => of(row) / 100, show: (row) => money(of(row)), numeric: true });

export const figure = <T,>(head: string, of: (row: T) => number | null, none = 'None yet'): Column<T> =>
  ({ head, of, show: (row) => of(row) ?? none, numeric: true });

// `children` stand between the heading and the table.
export function Report<T>({ title, file, columns, rows, empty, children }: {
  title: string; file: string; columns: Column<T>[]; rows: T[]; empty: string; children?: ComponentChildren;
}) {
  const format = (column: Column<T>) => (column.numeric ? 'numeric' as const : undefined);
  return (
    <>
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
      {rows.length === 0 ? <p class="govuk-body">{empty}</p> : (
        <>
          <WideTable caption={title} captionClasses="govuk-visually-hidden" firstCellIsHeader
            head={columns.map((column) => ({ text: column.head, format: format(column) }))}
            rows={rows.map((row) => columns.map((column) =>
              ({ text: column.show ? column.show(row) : column.of(row), format: format(column) })))} />
          <CsvButton file={file} of={title} head={columns.map(({ head }) => head)}
            load={() => Promise.resolve(rows)} row={(row) => columns.map((column) => column.of(row))} />
        </>
      )}
    </>
  );
}
