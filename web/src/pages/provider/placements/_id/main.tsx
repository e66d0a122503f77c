// One placement: its terms, who it is, and the provider's signature.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button } from '#components/index.ts';
import { SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { PlacementFacts, PlacementTerms, Signatures } from '#market/placement.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

type Placement = Schemas['Placement'];

// Who it is is not read until somebody asks for it: each reading is written down.
function WhoItIs({ placement: { id: placement_id } }: { placement: Placement }) {
  const [told, setTold] = useState<Schemas['Disclosure'] | null>();
  const form = useForm({
    read: (values) => values.optional('purpose') ?? undefined,
    send: (Purpose) => ifThere(api.GET('/v1/placements/{placement_id}/disclosure', {
      params: { path: { placement_id }, header: { Purpose } } })),
    done: (found) => setTold(found?.data ?? null),
  });
  return (
    <section class="no-print">
      <h2 class="govuk-heading-m">Who it is</h2>
      {told === undefined && (
        <Form form={form}>
          <p class="govuk-body">The referral was anonymous. The council may tell you here what you need to know. Who reads it is written down.</p>
          <TextField form={form} name="purpose" label="Why you read it (optional)" hint="Kept in the list of who read what" width={20} />
          <SendButton form={form} text="Show who it is" secondary />
        </Form>
      )}
      <div role="status">
        {told === null && <p class="govuk-body">The council has not told you who it is yet.</p>}
        {told && (
          <>
            <Quoted text={told.text} />
            <p class="govuk-hint">{`Told by ${told.released_by.name}, ${atTime(told.released_at)}`}</p>
          </>
        )}
      </div>
    </section>
  );
}

function Sign({ placement, me, signed }: {
  placement: Placement; me: Schemas['Me']; signed: (said: string) => Promise<void>;
}) {
  const form = useForm({
    read: (values) => ({ name: values.text('name'), position: values.text('position') }),
    send: (body, headers) => answer(api.POST('/v1/placements/{placement_id}/signature', {
      params: { path: { placement_id: placement.id } }, body, headers })),
    done: () => signed('You have signed. The council signs next.'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">With your signature you agree to the terms on this page.</p>
      <TextField form={form} name="name" label="Your name" value={me.name} width={20} autocomplete="name" />
      <TextField form={form} name="position" label="Your position" hint="For example, registered manager" width={20} />
      <div class="govuk-button-group">
        <SendButton form={form} text="Sign the placement" />
        <a class="govuk-link" href={`/provider/placements/${placement.id}/refuse/`}>Refuse the placement</a>
      </div>
    </Form>
  );
}

function PlacementScreen({ data: placement, me, reload }: View<Placement>) {
  const mine = placement.state === 'awaiting_provider';
  return (
    <>
      <Breadcrumbs items={[{ text: 'Placements', href: '/provider/placements/' }, { text: placement.reference }]} />
      <span class="govuk-caption-l">{placement.reference}</span>
      <h1 class="govuk-heading-l">{placement.terms.title}</h1>
      <PlacementFacts placement={placement} />
      {placement.state !== 'refused' && <WhoItIs placement={placement} />}
      <h2 class="govuk-heading-m">What is agreed</h2>
      <PlacementTerms placement={placement} />
      <h2 class="govuk-heading-m">Signatures</h2>
      <Signatures placement={placement} />
      {mine && <Sign placement={placement} me={me} signed={reload} />}
      {placement.state === 'awaiting_council' && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/placements/${placement.id}/refuse/`}>Refuse the placement</a>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/provider/referrals/${placement.referral_id}/`}>The referral</a>
      </p>
      <Button type="button" classes="govuk-button--secondary no-print" attributes={{ onClick: () => window.print() }}>
        Print this
      </Button>
    </>
  );
}

void screen({
  load: ({ ids: [placement_id = ''] }) =>
    body(api.GET('/v1/placements/{placement_id}', { params: { path: { placement_id } } })),
  title: ({ reference, terms }) => `${reference}: ${terms.title}`,
  view: PlacementScreen,
});
