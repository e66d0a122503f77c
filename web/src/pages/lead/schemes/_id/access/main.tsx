// Councils that are no partners, and use the scheme for a fee and for some time.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { DateField, MoneyField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { asked, PageLinks } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money, onDay } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  page: Page<Schemas['AccessAgreement']>;
}

function Add({ scheme }: { scheme: Schemas['Scheme'] }) {
  const form = useForm({
    read: (values) => ({
      council: values.text('council'), fee_pence: values.pence('fee_pence'), from: values.date('from'), to: values.date('to'),
    }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/access-agreements',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data: { council } }) => goTo(location.pathname, `${council} may use the scheme`),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Record an access agreement</h2>
      <TextField form={form} name="council" label="Council" />
      <MoneyField form={form} name="fee_pence" label="Fee for the whole time" />
      <DateField form={form} name="from" label="First day" />
      <DateField form={form} name="to" label="Last day" />
      <SendButton form={form} text="Record the agreement" />
    </Form>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''], query }) => {
    const [scheme, page] = await Promise.all([
      loadScheme(scheme_id),
      body(api.GET('/v1/schemes/{scheme_id}/access-agreements',
        { params: { path: { scheme_id }, query: { cursor: asked(query, 'cursor') } } })),
    ]);
    return { scheme, page };
  },
  title: ({ scheme }) => `Access agreements: ${scheme.name}`,
  view: ({ data: { scheme, page: { items, next } }, query }: View<Whole>) => (
    <SchemeFrame scheme={scheme} title="Access agreements">
      <p class="govuk-body">A council that is no partner pays to use the scheme. What is left of the fees goes back to the partners.</p>
      {items.length === 0 ? <p class="govuk-body">No other council pays to use it yet.</p> : (
        <WideTable caption="Councils that may use it, the newest agreement first" firstCellIsHeader
          head={[{ text: 'Council' }, { text: 'From' }, { text: 'To' }, { text: 'Fee', format: 'numeric' }]}
          rows={items.map(({ council, from, to, fee_pence }) => [
            { text: council }, { text: onDay(from) }, { text: onDay(to) }, { text: money(fee_pence), format: 'numeric' }])} />
      )}
      <PageLinks query={query} next={next} />
      <Add scheme={scheme} />
    </SchemeFrame>
  ),
});
