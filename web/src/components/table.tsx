// table.tsx - figures and facts in rows.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { type Common, join, type Maybe } from './shared.ts';

export interface TableCell {
  text?: ComponentChildren;
  format?: 'numeric';
  classes?: string;
  colspan?: number;
  rowspan?: number;
  attributes?: Common<'td'>['attributes'];
}

export interface TableProps extends Common<'table'> {
  rows: Maybe<TableCell[]>[];
  head?: TableCell[];
  caption?: ComponentChildren;
  captionClasses?: string;
  firstCellIsHeader?: boolean;
  // On a narrow screen a block for each row, its cells below one another, each
  // with its column's name. The roles say that it is a table still: what CSS
  // lays out otherwise is none to a screen reader.
  stacked?: boolean;
}

const role = (stacked: boolean | undefined, name: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell') =>
  (stacked ? { role: name } : {});

function Header({ cell, scope, stacked }: { cell: TableCell; scope: 'col' | 'row'; stacked: boolean | undefined }) {
  const format = scope === 'col' && cell.format && `govuk-table__header--${cell.format}`;
  return (
    <th scope={scope} class={join('govuk-table__header', format, cell.classes)}
      colspan={cell.colspan} rowspan={cell.rowspan}
      {...role(stacked, scope === 'col' ? 'columnheader' : 'rowheader')} {...cell.attributes}>
      {cell.text}
    </th>
  );
}

function Cell({ cell, column, stacked }: { cell: TableCell; column: TableCell | undefined; stacked: boolean | undefined }) {
  const label = stacked && typeof column?.text === 'string' ? { 'data-label': column.text } : {};
  const format = cell.format && `govuk-table__cell--${cell.format}`;
  return (
    <td class={join('govuk-table__cell', format, cell.classes)}
      colspan={cell.colspan} rowspan={cell.rowspan} {...role(stacked, 'cell')} {...label} {...cell.attributes}>
      {cell.text}
    </td>
  );
}

export function Table(props: TableProps) {
  const { rows, head, caption, captionClasses, firstCellIsHeader, stacked, classes, attributes } = props;
  return (
    <table class={join('govuk-table', stacked && 'table-stacked', classes)} {...role(stacked, 'table')} {...attributes}>
      {caption && <caption class={join('govuk-table__caption', captionClasses)}>{caption}</caption>}
      {head && (
        <thead class="govuk-table__head" {...role(stacked, 'rowgroup')}>
          <tr class="govuk-table__row" {...role(stacked, 'row')}>
            {head.map((cell) => <Header cell={cell} scope="col" stacked={stacked} />)}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body" {...role(stacked, 'rowgroup')}>
        {rows.map((row) => row && (
          <tr class="govuk-table__row" {...role(stacked, 'row')}>
            {row.map((cell, i) => (firstCellIsHeader && i === 0
              ? <Header cell={cell} scope="row" stacked={stacked} />
              : <Cell cell={cell} column={head?.[i]} stacked={stacked} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
