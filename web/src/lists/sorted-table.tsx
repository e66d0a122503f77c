// sorted-table.tsx - a table whose columns sort its rows, by a button each.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import type { TableCell } from '#components/table.tsx';
import { WideTable } from './wide-table.tsx';

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  // What it sorts by; without it the column does not sort.
  by?: (row: T) => string | number;
  format?: 'numeric';
}

interface Order {
  column: number;
  down: boolean;
}

const compare = (a: string | number, b: string | number): number =>
  (typeof a === 'string' ? a.localeCompare(String(b), 'en-GB') : a - Number(b));

// For rows that are all here; the rows of a page of a longer list stay as they
// come.
export function SortedTable<T>({ caption, columns, rows }: {
  caption: string; columns: Column<T>[]; rows: T[];
}) {
  const [order, setOrder] = useState<Order>();
  const by = order && columns[order.column]?.by;
  const sorted = by === undefined ? rows
    : [...rows].sort((a, b) => compare(by(a), by(b)) * (order!.down ? -1 : 1));
  const head = ({ head, by, format }: Column<T>, column: number): TableCell => {
    if (by === undefined)
      return { text: head, format };
    const mine = order?.column === column;
    return {
      text: (
        <button type="button" class="sort" onClick={() => setOrder({ column, down: mine && !order.down })}>
          {head}
        </button>
      ),
      format,
      attributes: { 'aria-sort': mine ? (order.down ? 'descending' : 'ascending') : 'none' },
    };
  };
  return (
    <WideTable caption={caption} head={columns.map(head)}
      rows={sorted.map((row) => columns.map(({ cell, format }) => ({ text: cell(row), format })))} />
  );
}
