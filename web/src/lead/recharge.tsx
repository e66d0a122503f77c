// recharge.tsx - who has placed how many, and each council's part of a cost.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { api, body, type Schemas } from '#api/client.ts';
import { DateField, MoneyField, SelectField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { money, onDay, plural } from '#site/words.ts';
import { type Column, figure, pounds, Report } from './report.tsx';

type Shared = Schemas['RechargeReport'];
type Share = Shared['shares'][number];

interface Asked {
  from?: string;
  to?: string;
  category_id?: string;
  cost_pence?: number;
}

export const recharge = (scheme_id: string, query: Asked) =>
  body(api.GET('/v1/schemes/{scheme_id}/recharge-report', { params: { path: { scheme_id }, query } }));

const columns: Column<Share>[] = [
  { head: 'Council', of: ({ name }) => name },
  figure('Placements', ({ placements }) => placements),
  { head: 'Share (%)', of: ({ percent }) => percent, show: ({ percent }) => `${percent} %`, numeric: true },
];

const days = ({ from, to }: Shared): string =>
  [from && `from ${onDay(from)}`, to && `to ${onDay(to)}`].filter(Boolean).join(' ') || 'on all days';

const told = (shared: Shared): string =>
  `${plural(shared.shares.reduce((sum, { placements }) => sum + placements, 0), 'placement')} ${days(shared)}`
  + (shared.cost_pence > 0 ? `; ${money(shared.cost_pence)} to share` : '');

export function Recharge({ scheme_id, first, categories }: {
  scheme_id: string; first: Shared; categories: { value: string; text: string }[];
}) {
  const [shared, setShared] = useState(first);
  const form = useForm({
    read: (values): Asked => ({
      from: values.optionalDate('from') ?? undefined,
      to: values.optionalDate('to') ?? undefined,
      category_id: values.optional('category_id') ?? undefined,
      cost_pence: values.optionalPence('cost_pence') ?? undefined,
    }),
    send: (query) => recharge(scheme_id, query),
    done: setShared,
  });
  const parts = shared.cost_pence > 0 ? [pounds<Share>('Part of the cost', ({ pence }) => pence)] : [];
  return (
    <Report title="Placements, and who bears a cost" file="recharge.csv" columns={[...columns, ...parts]} rows={shared.shares}
      empty="The scheme has no councils yet.">
      <Form form={form}>
        <div class="filters">
          <DateField form={form} name="from" label="First day (optional)" />
          <DateField form={form} name="to" label="Last day (optional)" />
          <SelectField form={form} name="category_id" label="Category" choices={[{ value: '', text: 'All categories' }, ...categories]} />
          <MoneyField form={form} name="cost_pence" label="Cost to share (optional)" hint="By the number of placements" />
          <SendButton form={form} text="Count" secondary />
        </div>
      </Form>
      <p class="govuk-body" role="status">{told(shared)}</p>
    </Report>
  );
}
