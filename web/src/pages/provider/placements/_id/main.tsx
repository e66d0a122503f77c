// One placement: its terms, who it is, and the provider's signature.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, ifThere, type Schemas } from '../../../../api/client.ts';
import { Breadcrumbs, Button, InsetText } from '../../../../components/index.ts';
import { SendButton, TextField } from '../../../../site/fields.tsx';
import { Form, useForm } from '../../../../site/form.tsx';
import { PlacementFacts, PlacementTerms, Signatures } from '../../../../site/placement.tsx';
import { screen, type View } from '../../../../site/screen.tsx';
import { atTime } from '../../../../site/words.ts';

interface Whole {
  placement: Schemas['Placement'];
  disclosure: Schemas['Disclosure'] | null;
}

async function load(placement_id: string): Promise<Whole> {
  const params = { path: { placement_id } };
  const [placement, disclosed] = await Promise.all([
    body(api.GET('/v1/placements/{placement_id}', { params })),
    ifThere(api.GET('/v1/placements/{placement_id}/disclosure', { params })),
  ]);
  return { placement, disclosure: disclosed?.data ?? null };
}

function Sign({ placement, me, signed }: {
  placement: Schemas['Placement']; me: Schemas['Me']; signed: (said: string) => Promise<void>;
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

function PlacementScreen({ data: { placement, disclosure }, me, reload }: View<Whole>) {
  const mine = placement.state === 'awaiting_provider';
  return (
    <>
      <Breadcrumbs items={[{ text: 'Placements', href: '/provider/placements/' }, { text: placement.reference }]} />
      <span class="govuk-caption-l">{placement.reference}</span>
      <h1 class="govuk-heading-l">{placement.terms.title}</h1>
      <PlacementFacts placement={placement} />
      <h2 class="govuk-heading-m">Who it is</h2>
      {disclosure ? (
        <InsetText>
          {disclosure.text.split(/\n+/).map((text) => <p class="govuk-body">{text}</p>)}
          <p class="govuk-hint">{`Told by ${disclosure.released_by.name}, ${atTime(disclosure.released_at)}. That you read it is written down.`}</p>
        </InsetText>
      ) : <p class="govuk-body">The council has not told you who it is yet.</p>}
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
  load: ({ ids: [placement_id = ''] }) => load(placement_id),
  title: ({ placement }) => `${placement.reference}: ${placement.terms.title}`,
  view: PlacementScreen,
});
