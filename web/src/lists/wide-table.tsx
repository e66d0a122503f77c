// wide-table.tsx - a table that keeps to a narrow screen: its rows are stacked,
// or it scrolls by itself.
// SPDX-License-Identifier: Apache-2.0
import { Table, type TableProps } from '#components/index.ts';

// Rows that have a name of their own are read one by one. Figures, which are
// compared, stay in their columns. It scrolls with the keyboard, too: hence the
// tabindex, and a name for the region.
export function WideTable(props: TableProps & { caption: string }) {
  const stacked = props.firstCellIsHeader === true && (props.head ?? []).length > 2;
  return (
    <div class="table-scroll" role="region" aria-label={props.caption} tabIndex={0}>
      <Table captionClasses="govuk-table__caption--m" stacked={stacked} {...props} />
    </div>
  );
}
