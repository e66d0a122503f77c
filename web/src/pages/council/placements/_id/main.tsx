// One Individual Placement Agreement: its terms, its signatures.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { answer, api, body, ifThere, type Schemas } from '../../../../api/client.ts';
import { Breadcrumbs, Button, InsetText, SummaryList, WarningText } from '../../../../components/index.ts';
import { addressOf } from '../../../../council/frame.tsx';
import { perUnit, price } from '../../../../council/words.ts';
import { ProseField, SendButton, TextField } from '../../../../site/fields.tsx';
import { Form, useForm } from '../../../../site/form.tsx';
import { screen, type View } from '../../../../site/screen.tsx';
import { PlacementTag } from '../../../../site/tags.tsx';
import { WideTable } from '../../../../site/wide-table.tsx';
import { atTime, inWords, money, onDay } from '../../../../site/words.ts';

type Placement = Schemas['Placement'];

interface Data {
  placement: Placement;
  disclosure: Schemas['Disclosure'] | null;
  disclosureTag: string;
}

void screen<Data>({
  title: ({ placement }) => `${placement.terms.title}, ${placement.reference}`,
  load: async ({ ids }) => {
    const path = { params: { path: { placement_id: ids[0]! } } };
    const [placement, disclosed] = await Promise.all([
      body(api.GET('/v1/placements/{placement_id}', path)),
      ifThere(api.GET('/v1/placements/{placement_id}/disclosure', path)),
    ]);
    return { placement, disclosure: disclosed?.data ?? null, disclosureTag: disclosed?.etag ?? '' };
  },
  view: (view) => {
    const { placement } = view.data;
    return (
      <>
        <Breadcrumbs classes="no-print" items={[
          { text: 'Placements', href: '/council/placements/' }, { text: placement.reference },
        ]} />
        <span class="govuk-caption-l">{placement.reference}</span>
        <h1 class="govuk-heading-l">{placement.terms.title}</h1>
        <p class="govuk-body"><PlacementTag state={placement.state} /></p>
        <Button type="button" classes="govuk-button--secondary no-print"
          attributes={{ onClick: () => window.print() }}>Print the agreement</Button>
        <Where {...view} />
        <Terms placement={placement} />
        <PriceLines placement={placement} />
        <Signatures placement={placement} />
        {placement.state !== 'refused' && <Disclosure key={view.data.disclosureTag} {...view} />}
      </>
    );
  },
});

function Where({ data: { placement }, reload }: View<Data>) {
  switch (placement.state) {
    case 'awaiting_provider':
      return <InsetText>{`${placement.provider.name} signs first. You are told when it has.`}</InsetText>;
    case 'awaiting_council':
      return <Sign placement={placement} reload={reload} />;
    case 'refused':
      return (
        <InsetText>
          <p class="govuk-body">{`The provider refused: ${placement.refusal_reason}`}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={addressOf(placement.referral_id)}>Go back to the referral</a> and
            award it to the next bid.
          </p>
        </InsetText>
      );
    case 'active':
      return placement.activated_at === null ? null
        : <InsetText>{`Both sides have signed. Active since ${atTime(placement.activated_at)}.`}</InsetText>;
  }
}

function Sign({ placement, reload }: { placement: Placement; reload: (done: string) => Promise<void> }) {
  const form = useForm({
    read: (values) => ({ name: values.text('name'), position: values.text('position') }),
    send: (body, headers) => answer(api.POST('/v1/placements/{placement_id}/signature', {
      params: { path: { placement_id: placement.id } }, body, headers,
    })),
    done: () => reload('The placement is signed by both sides. It is active.'),
  });
  return (
    <section class="no-print">
      <h2 class="govuk-heading-m">Sign for the council</h2>
      <Form form={form}>
        <TextField form={form} name="name" label="Your full name" autocomplete="name" width={30} />
        <TextField form={form} name="position" label="Your position" autocomplete="organization-title" width={30} />
        <WarningText>Your signature makes the agreement below binding for your council.</WarningText>
        <SendButton form={form} text="Sign the placement" />
      </Form>
    </section>
  );
}

const list = (items: { text: string }[]): ComponentChildren => (items.length === 0 ? 'None' : (
  <ul class="govuk-list">{items.map(({ text }) => <li>{text}</li>)}</ul>
));

function Terms({ placement: { terms, ...placement } }: { placement: Placement }) {
  const extra = terms.additional_cost;
  return (
    <>
      <h2 class="govuk-heading-m">What is agreed</h2>
      <SummaryList rows={[
        { key: { text: 'Council' }, value: { text: placement.council.name } },
        { key: { text: 'Provider' }, value: { text: placement.provider.name } },
        { key: { text: 'Home' }, value: { text: placement.establishment.name } },
        {
          key: { text: 'Referral' },
          value: { text: <a class="govuk-link" href={addressOf(placement.referral_id)}>See the referral</a> },
        },
        { key: { text: 'Category' }, value: { text: terms.category.name } },
        { key: { text: 'People' }, value: { text: String(terms.children) } },
        { key: { text: 'Needed by' }, value: { text: onDay(terms.need_by) } },
        { key: { text: 'Free from' }, value: { text: terms.available_from === null ? 'Not said' : onDay(terms.available_from) } },
        { key: { text: 'Outcomes' }, value: { text: list(terms.outcomes) } },
        { key: { text: 'Needs it meets' }, value: { text: list(terms.needs_met) } },
        { key: { text: 'Features' }, value: { text: list(terms.features_met) } },
        { key: { text: 'How the outcomes are met' }, value: { text: <span class="prose">{terms.statement}</span> } },
        extra && {
          key: { text: 'Paid by somebody else' },
          value: { text: `${money(extra.pence)} ${perUnit[extra.per]} by ${extra.payer}, agreed on ${onDay(extra.agreed_on)}` },
        },
      ]} />
    </>
  );
}

function PriceLines({ placement: { terms, price_pence, price_unit } }: { placement: Placement }) {
  const pence = (value: number) => ({ text: money(value), format: 'numeric' as const });
  const numeric = (text: string) => ({ text, format: 'numeric' as const });
  return (
    <>
      <WideTable caption={`Price: ${price(price_pence, price_unit)}`}
        head={[{ text: 'Person' }, numeric('Core costs'), numeric('Extras'), numeric('Discount'), numeric('Price')]}
        rows={terms.price_lines.map((line) => [
          { text: String(line.child) }, pence(line.core_pence), pence(line.variable_pence),
          { text: `${money(line.discount_pence)} (${line.discount_percent} %)`, format: 'numeric' }, pence(line.price_pence),
        ])} />
      {terms.price_lines.some(({ variable }) => variable.length > 0) && (
        <SummaryList card={{ title: { text: 'Extras' } }}
          rows={terms.price_lines.flatMap(({ child, variable }) => variable.map(({ text, amount_pence }) => ({
            key: { text: terms.children > 1 ? `${text} (person ${child})` : text }, value: { text: money(amount_pence) },
          })))} />
      )}
    </>
  );
}

function Signatures({ placement }: { placement: Placement }) {
  return (
    <>
      <h2 class="govuk-heading-m">Signatures</h2>
      {placement.signatures.length === 0 ? <p class="govuk-body">Nobody has signed yet.</p> : (
        <SummaryList rows={placement.signatures.map(({ party, name, position, signed_at }) => ({
          key: { text: inWords(party) }, value: { text: `${name}, ${position}, ${atTime(signed_at)}` },
        }))} />
      )}
    </>
  );
}

function Disclosure({ data: { placement, disclosure, disclosureTag }, reload }: View<Data>) {
  const form = useForm({
    read: (values) => ({ text: values.text('text') }),
    send: (body) => answer(api.PUT('/v1/placements/{placement_id}/disclosure', {
      params: { path: { placement_id: placement.id } }, body,
      headers: disclosureTag ? { 'If-Match': disclosureTag } : {},
    })),
    done: () => reload('The provider can read it now.'),
  });
  return (
    <section class="no-print">
      <h2 class="govuk-heading-m">Who the person is</h2>
      <p class="govuk-body">
        {disclosure === null
          ? 'The referral was anonymous. Tell the provider here, and it alone, what it needs to know.'
          : `Released by ${disclosure.released_by.name}, ${atTime(disclosure.released_at)}. Who reads it is written down.`}
      </p>
      <Form form={form}>
        <ProseField form={form} name="text" label="What the provider needs to know" rows={6} most={10_000}
          hint="Names and addresses too, where it needs them. It is kept encrypted." value={disclosure?.text} />
        <SendButton form={form} text={disclosure === null ? 'Release to the provider' : 'Release this instead'} secondary />
      </Form>
    </section>
  );
}
