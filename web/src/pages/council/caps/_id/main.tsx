// A council's own cap in a category: set, changed or ended, beside those of others.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { Breadcrumbs, InsetText } from '#components/index.ts';
import { MoneyField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import type { Page } from '#lists/more.tsx';
import { type Cap, capAmount, capsOf, commonCap, CouncilCaps, effectOf } from '#market/council-caps.tsx';
import { categoryOf } from '#market/load.ts';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  category: Schemas['Category'];
  own: Answer<Cap> | null;
  first: Page<Cap>;
}

async function load(category_id: string, organisation_id: string): Promise<Whole> {
  const [category, own, first] = await Promise.all([
    categoryOf(category_id),
    ifThere(api.GET('/v1/categories/{category_id}/council-caps/{organisation_id}', { params: { path: { category_id, organisation_id } } })),
    capsOf(category_id),
  ]);
  const { scheme_id } = category;
  return { category, own, first, scheme: await body(api.GET('/v1/schemes/{scheme_id}', { params: { path: { scheme_id } } })) };
}

function SetCap({ data: { category, own }, me, reload }: View<Whole>) {
  const unit = category.price_unit;
  const form = useForm({
    read: (values) => ({ core_cap_pence: values.optionalPence('core_cap_pence'), reason: values.text('reason') }),
    send: (body) => answer(api.PUT('/v1/categories/{category_id}/council-caps/{organisation_id}', {
      params: { path: { category_id: category.id, organisation_id: me.organisation.id }, header: ifMatch(own?.etag) }, body })),
    done: ({ data: { core_cap_pence: cap } }) => reload(cap === null ? 'Your council has no cap now' : `Your cap is ${capAmount(cap, unit)}`),
  });
  return (
    <Form form={form}>
      <MoneyField form={form} name="core_cap_pence" label={`Most core costs a ${unit} that your council pays`}
        hint="For one child or resident, all cost heads together. Leave it empty to have none" value={own?.data.core_cap_pence} />
      <ProseField form={form} name="reason" label="Reason" hint="Providers and the other councils read this" most={2000} rows={3} />
      <SendButton form={form} text="Save" />
    </Form>
  );
}

function Caps(view: View<Whole>) {
  const { scheme, category, own, first } = view.data;
  return (
    <>
      <Breadcrumbs items={[{ text: 'Caps on core costs', href: '/council/caps/' }, { text: category.name }]} />
      <span class="govuk-caption-l">{scheme.name}</span>
      <h1 class="govuk-heading-l">{`Your cap: ${category.name}`}</h1>
      <InsetText>
        {own ? `${capAmount(own.data.core_cap_pence, category.price_unit)}, since ${onDay(own.data.set_at)}: ${own.data.reason}`
          : 'Your council has set no cap of its own.'}
      </InsetText>
      <p class="govuk-body">
        {`${commonCap(category)} Your own counts for referrals that you publish from then on. ${effectOf(scheme.regime)}`}
      </p>
      <SetCap key={`own ${own?.etag}`} {...view} />
      <CouncilCaps key={`all ${own?.etag}`} first={first} category={category} />
    </>
  );
}

void screen<Whole>({
  load: ({ ids: [category_id = ''], me }) => load(category_id, me.organisation.id),
  title: ({ category }) => `Your cap: ${category.name}`,
  view: Caps,
});
