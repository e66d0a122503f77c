// More time, or a wider reach, for everybody alike.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, Problem, type Schemas } from '#api/client.ts';
import { InsetText, WarningText } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadMatches, loadReferral } from '#council/load.ts';
import { countOf, useMatches } from '#council/matched.tsx';
import { inMiles } from '#council/words.ts';
import { InstantField, NumberField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

void screen({
  load: async ({ ids }) => {
    const [{ data: referral }, matches] = await Promise.all([loadReferral(ids[0]!), loadMatches(ids[0]!)]);
    return { referral, matches };
  },
  view: ({ data: { referral, matches } }) => (
    <ReferralFrame referral={referral} title="Extend the referral">
      {referral.state === 'open' ? <Extend referral={referral} first={matches} />
        : <NotNow referral={referral}>Only a referral that is open for bids can be extended.</NotNow>}
    </ReferralFrame>
  ),
});

function readExtension(values: Values): Schemas['Extension'] {
  const deadline = values.optionalInstant('deadline') ?? undefined;
  const radius_miles = values.optionalNumber('radius_miles') ?? undefined;
  if (deadline === undefined && radius_miles === undefined && values.faults.length === 0)
    throw Problem.of([{ field: 'deadline', detail: 'Give a later deadline, or a wider distance' }]);
  return { deadline, radius_miles };
}

function Extend({ referral, first }: { referral: Schemas['Referral']; first: Schemas['Matches'] }) {
  const { matches, fault, tryRadius } = useMatches(referral.id, first);
  const form = useForm({
    read: readExtension,
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/extension', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: () => goTo(linkTo(referral), 'The referral is extended. Everybody who was invited is told.'),
  });
  return (
    <Form form={form}>
      <InsetText>
        {`Now: until ${atTime(referral.deadline)}, within ${inMiles(referral.radius_miles ?? 0)}. `
          + 'It can only get later or wider. Leave empty what stays.'}
      </InsetText>
      <InstantField form={form} name="deadline" label="New deadline" />
      <div onInput={({ target }) => target instanceof HTMLInputElement && tryRadius(target.value)}>
        <NumberField form={form} name="radius_miles" label="New distance" suffix="miles" />
      </div>
      <p class="govuk-body" role="status">{fault ?? countOf(matches)}</p>
      <WarningText>
        It holds for everybody, also for who has bid already. Homes that come within reach are invited.
      </WarningText>
      <div class="govuk-button-group">
        <SendButton form={form} text="Extend the referral" />
        <a class="govuk-link" href={linkTo(referral)}>Leave it as it is</a>
      </div>
    </Form>
  );
}
