// What was given back to the partners, and a surplus to give back.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, body, type Schemas } from '#api/client.ts';
import { DateField, MoneyField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { recharge } from '#lead/recharge.tsx';
import { type Column, figure, pounds, Report } from '#lead/report.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { asked, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money, onDay } from '#site/words.ts';

const title = 'Money given back';

type Rebate = Schemas['Rebate'];
type Parts = Pick<Rebate, 'from' | 'to' | 'surplus_pence'> & { shares: Schemas['RebateShare'][] };

interface Whole {
  scheme: Schemas['Scheme'];
  page: Page<Rebate>;
}

const columns: Column<Schemas['RebateShare']>[] = [
  { head: 'Council', of: ({ name }) => name },
  figure('Placements', ({ placements }) => placements),
  pounds('Part', ({ pence }) => pence),
];

const nameOf = ({ from, to, surplus_pence }: Omit<Parts, 'shares'>) => `${money(surplus_pence)} for ${onDay(from)} to ${onDay(to)}`;

const Shares = ({ of }: { of: Parts }) => (
  <Report title={nameOf(of)} file={`rebate-${of.from}.csv`} columns={columns} rows={of.shares} empty="There was no partner." />
);

// What would be recorded: the API shares a cost out in the same way.
async function workOut(scheme_id: string, { from, to, surplus_pence }: Schemas['RebateNew']): Promise<Parts> {
  const { shares } = await recharge(scheme_id, { from, to, cost_pence: surplus_pence });
  return { from, to, surplus_pence, shares };
}

function GiveBack({ scheme }: { scheme: Schemas['Scheme'] }) {
  const [parts, setParts] = useState<Parts | null>(null);
  const form = useForm({
    read: (values) => ({
      record: values.text('act') === 'record',
      rebate: { from: values.date('from'), to: values.date('to'), surplus_pence: values.pence('surplus_pence') },
    }),
    send: async ({ record, rebate }, headers) => {
      if (!record)
        return { parts: await workOut(scheme.id, rebate) };
      const made = api.POST('/v1/schemes/{scheme_id}/rebates', { params: { path: { scheme_id: scheme.id } }, body: rebate, headers });
      return { made: (await answer(made)).data };
    },
    done: ({ parts, made }) => (made ? goTo(location.pathname, `${nameOf(made)} is given back`) : setParts(parts!)),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Give a surplus back</h2>
      <p class="govuk-body">
        Each partner’s part follows from its placements of these days that both sides have signed; without any, all parts are the same. What is
        recorded cannot be changed, and all councils of the scheme read it.
      </p>
      <DateField form={form} name="from" label="First day" />
      <DateField form={form} name="to" label="Last day" />
      <MoneyField form={form} name="surplus_pence" label="Surplus" />
      <div role="status">{parts && <Shares of={parts} />}</div>
      <div class="govuk-button-group">
        <SendButton form={form} text="Work out the parts" name="act" value="show" secondary />
        <SendButton form={form} text="Record what is given back" name="act" value="record" />
      </div>
    </Form>
  );
}

function Rebates({ data: { scheme, page: { items, next } }, query }: View<Whole>) {
  return (
    <SchemeFrame scheme={scheme} title={titleOfPage(title, query)}>
      {items.length === 0 ? <p class="govuk-body">Nothing has been given back yet.</p>
        : items.map((rebate) => <Shares key={rebate.id} of={rebate} />)}
      <PageLinks query={query} next={next} />
      <div class="no-print"><GiveBack scheme={scheme} /></div>
    </SchemeFrame>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''], query }) => {
    const [scheme, page] = await Promise.all([
      loadScheme(scheme_id),
      body(api.GET('/v1/schemes/{scheme_id}/rebates',
        { params: { path: { scheme_id }, query: { cursor: asked(query, 'cursor'), limit: 10 } } })),
    ]);
    return { scheme, page };
  },
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: Rebates,
});
