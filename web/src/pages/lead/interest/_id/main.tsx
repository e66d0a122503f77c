// One supplier who is interested: who it is, and the invitation to register.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { api, body, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { loadScheme, schemeAddress } from '#lead/scheme-frame.tsx';
import { InterestTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { clearNotices } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { ShownOnce } from '#site/shown-once.tsx';
import { atTime } from '#site/words.ts';

interface Whole {
  expression: Schemas['ExpressionOfInterest'];
  scheme: Schemas['Scheme'];
  // Who registered by it.
  provider: Schemas['Provider'] | null;
}

type Invitation = Schemas['RegistrationInvitation'];

async function load(expression_id: string): Promise<Whole> {
  const expression = await body(api.GET('/v1/expressions-of-interest/{expression_id}', { params: { path: { expression_id } } }));
  const { scheme_id, provider_id } = expression;
  const [scheme, provider] = await Promise.all([
    loadScheme(scheme_id),
    provider_id === null ? null : body(api.GET('/v1/providers/{provider_id}', { params: { path: { provider_id } } })),
  ]);
  return { expression, scheme, provider };
}

// Behind the #, so that no server is told when it is opened.
const registration = ({ invitation_token: token }: Invitation) => `${location.origin}/register/#${token}`;

function Made({ invitation, supplier, onSeen }: {
  invitation: Invitation; supplier: Schemas['Supplier']; onSeen: () => void;
}) {
  return (
    <ShownOnce title={`The invitation for ${supplier.name}`} what="address" onSeen={onSeen}
      facts={[
        ['Send this address', <code>{registration(invitation)}</code>],
        ['To', supplier.contact_email],
        ['It can be used once, until', atTime(invitation.expires_at)],
      ]} />
  );
}

function Invite({ expression: { state, expires_at }, act }: Pick<Whole, 'expression'> & { act: ReturnType<typeof useAct<[]>> }) {
  if (state === 'registered')
    return null;
  return (
    <>
      <p class="govuk-body">
        An invitation is an address at which the supplier registers. You send it yourself; nothing is e-mailed from here.
        {state === 'invited' && ` The one that was made opens until ${atTime(expires_at!)}; a new one ends it.`}
        {state === 'expired' && ' The one that was made was not used in time.'}
      </p>
      <Button type="button" attributes={act.attributes()}>{state === 'received' ? 'Make an invitation' : 'Make a new invitation'}</Button>
    </>
  );
}

function Interest({ data: { expression, scheme, provider }, reload }: View<Whole>) {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const { id: expression_id, supplier, reference, state, created_at, invited_at, registered_at } = expression;
  const invite = useAct(async () => {
    const made = await body(api.POST('/v1/expressions-of-interest/{expression_id}/invitation', {
      params: { path: { expression_id } }, body: {} }));
    clearNotices();
    setInvitation(made);
  });
  if (invitation)
    return <Made invitation={invitation} supplier={supplier} onSeen={() => { setInvitation(null); void reload(); }} />;
  return (
    <>
      <Breadcrumbs items={[{ text: 'Interested suppliers', href: `/lead/interest/?scheme_id=${scheme.id}` }, { text: supplier.name }]} />
      <h1 class="govuk-heading-l">{supplier.name}</h1>
      <Facts
        of={[
          ['State', <InterestTag state={state} />],
          ['Interested in', <a class="govuk-link" href={schemeAddress(scheme.id)}>{scheme.name}</a>],
          ['Company number', supplier.company_number ?? 'Not given'],
          ['E-mail address', supplier.contact_email],
          reference !== null && ['The portal’s reference', reference],
          ['Said so', atTime(created_at)],
          invited_at !== null && ['Last invitation', atTime(invited_at)],
          provider && registered_at !== null && ['Registered', `${provider.name}, ${atTime(registered_at)}`],
        ]}
      />
      <Invite expression={expression} act={invite} />
    </>
  );
}

void screen<Whole>({
  load: ({ ids: [expression_id = ''] }) => load(expression_id),
  title: ({ expression: { supplier } }) => supplier.name,
  view: Interest,
});
