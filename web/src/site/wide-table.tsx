// wide-table.tsx - a table that scrolls by itself on a narrow screen.
// SPDX-License-Identifier: Apache-2.0
import { Table, type TableProps } from '#components/index.ts';

// With the keyboard, too: hence the tabindex, and a name for the region.
export function WideTable(props: TableProps & { caption: string }) {
  return (
    <div class="table-scroll" role="region" aria-label={props.caption} tabIndex={0}>
      <Table captionClasses="govuk-table__caption--m" {...props} />
    </div>
  );
}
