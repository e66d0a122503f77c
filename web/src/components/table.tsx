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
}

function Header({ cell, scope }: { cell: TableCell; scope: 'col' | 'row' }) {
  const format = scope === 'col' && cell.format && `govuk-table__header--${cell.format}`;
  return (
    <th scope={scope} class={join('govuk-table__header', format, cell.classes)}
      colspan={cell.colspan} rowspan={cell.rowspan} {...cell.attributes}>
      {cell.text}
    </th>
  );
}

function Cell({ cell }: { cell: TableCell }) {
  const format = cell.format && `govuk-table__cell--${cell.format}`;
  return (
    <td class={join('govuk-table__cell', format, cell.classes)}
      colspan={cell.colspan} rowspan={cell.rowspan} {...cell.attributes}>
      {cell.text}
    </td>
  );
}

export function Table(props: TableProps) {
  const { rows, head, caption, captionClasses, firstCellIsHeader, classes, attributes } = props;
  return (
    <table class={join('govuk-table', classes)} {...attributes}>
      {caption && <caption class={join('govuk-table__caption', captionClasses)}>{caption}</caption>}
      {head && (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((cell) => <Header cell={cell} scope="col" />)}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">
        {rows.map((row) => row && (
          <tr class="govuk-table__row">
            {row.map((cell, i) => (firstCellIsHeader && i === 0
              ? <Header cell={cell} scope="row" /> : <Cell cell={cell} />))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
