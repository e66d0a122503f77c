// One Individual Placement Agreement: its terms, its signatures.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button, InsetText, SummaryList, WarningText } from '#components/index.ts';
import { addressOf } from '#council/frame.tsx';
import { perUnit, price } from '#council/words.ts';
import { ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { PlacementTag } from '#market/tags.tsx';
import { showDone } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, inWords, money, onDay } from '#site/words.ts';

type Placement = Schemas['Placement'];

interface Released {
  text: Schemas['Disclosure'] | null;
  etag: string;
}

interface Acting {
  placement: Placement;
  reload: (done: string) => Promise<void>;
}

void screen<Placement>({
  title: (placement) => `${placement.terms.title}, ${placement.reference}`,
  load: ({ ids }) => body(api.GET('/v1/placements/{placement_id}',
    { params: { path: { placement_id: ids[0]! } } })),
  view: ({ data: placement, reload }) => (
    <>
      <Breadcrumbs classes="no-print" items={[
        { text: 'Placements', href: '/council/placements/' }, { text: placement.reference },
      ]} />
      <span class="govuk-caption-l">{placement.reference}</span>
      <h1 class="govuk-heading-l">{placement.terms.title}</h1>
      <p class="govuk-body"><PlacementTag state={placement.state} /></p>
      <Button type="button" classes="govuk-button--secondary no-print"
        attributes={{ onClick: () => window.print() }}>Print the agreement</Button>
      <Where placement={placement} reload={reload} />
      <Terms placement={placement} />
      <PriceLines placement={placement} />
      <Signatures placement={placement} />
      {placement.state !== 'refused' && <Disclosure placement={placement} />}
    </>
  ),
});

function Where({ placement, reload }: Acting) {
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

function Sign({ placement, reload }: Acting) {
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

// Who the person is is not read until somebody asks for it: each reading is
// written down.
function Disclosure({ placement }: { placement: Placement }) {
  const [released, setReleased] = useState<Released>();
  const path = { placement_id: placement.id };
  const ask = useForm({
    read: (values) => values.optional('purpose') ?? undefined,
    send: (Purpose) => ifThere(api.GET('/v1/placements/{placement_id}/disclosure',
      { params: { path, header: { Purpose } } })),
    done: (found) => setReleased({ text: found?.data ?? null, etag: found?.etag ?? '' }),
  });
  return (
    <section class="no-print">
      <h2 class="govuk-heading-m">Who the person is</h2>
      <p class="govuk-body">
        The referral was anonymous. Here you tell the provider, and it alone, what it needs to know.
        Who reads it is written down.
      </p>
      {released ? <Release placement={placement} released={released} done={setReleased} /> : (
        <Form form={ask}>
          <TextField form={ask} name="purpose" label="Why you read it (optional)" hint="Kept in the list of who read what" />
          <SendButton form={ask} text="Read or write it" secondary />
        </Form>
      )}
    </section>
  );
}

function Release({ placement, released: { text, etag }, done }: {
  placement: Placement; released: Released; done: (released: Released) => void;
}) {
  const form = useForm({
    read: (values) => ({ text: values.text('text') }),
    send: (body) => answer(api.PUT('/v1/placements/{placement_id}/disclosure', {
      params: { path: { placement_id: placement.id } }, body, headers: etag ? { 'If-Match': etag } : {},
    })),
    done: (answer) => {
      done({ text: answer.data, etag: answer.etag });
      showDone('The provider can read it now.');
    },
  });
  return (
    <Form form={form}>
      {text && <p class="govuk-body">{`Released by ${text.released_by.name}, ${atTime(text.released_at)}.`}</p>}
      <ProseField form={form} name="text" label="What the provider needs to know" rows={6} most={10_000}
        hint="Names and addresses too, where it needs them. It is kept encrypted." value={text?.text} />
      <SendButton form={form} text={text === null ? 'Release to the provider' : 'Release this instead'} secondary />
    </Form>
  );
}
