// The draft as it would be published, and who would be invited.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, ifMatch, type Schemas } from '#api/client.ts';
import { InsetText, WarningText } from '#components/index.ts';
import { partOf, WhatWasAsked } from '#council/asked.tsx';
import { addressOf, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadMatches, loadReferral } from '#council/load.ts';
import { isOther, Matched, useMatches } from '#council/matched.tsx';
import { inMiles } from '#council/words.ts';
import { useAct } from '#forms/act.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { plural } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  etag: string;
  matches: Schemas['Matches'];
}

void screen<Data>({
  load: async ({ ids }) => {
    const [{ data: referral, etag }, matches] = await Promise.all([
      loadReferral(ids[0]!), loadMatches(ids[0]!),
    ]);
    return { referral, etag, matches };
  },
  view: (view) => {
    const { referral } = view.data;
    return (
      <ReferralFrame referral={referral} title="Check and publish">
        {referral.state === 'draft' ? <Check key={view.data.etag} {...view} />
          : <NotNow referral={referral}>This referral is published.</NotNow>}
      </ReferralFrame>
    );
  },
});

function Check({ data: { referral, etag, matches }, reload }: View<Data>) {
  const use = useAct(async (radius_miles: number) => {
    await answer(api.PATCH('/v1/referrals/{referral_id}', {
      params: { path: { referral_id: referral.id } },
      body: { radius_miles }, headers: { 'If-Match': etag },
    }));
    await reload(`The referral now reaches ${inMiles(radius_miles)}.`);
  });
  const trial = useMatches(referral.id, matches);
  return (
    <>
      <WhatWasAsked referral={referral} change />
      <h2 class="govuk-heading-m">Who would be invited</h2>
      <Matched saved={matches} trial={trial} use={use.run} />
      {referral.identifiers === 'held' && <Override referral={referral} reload={reload} />}
      {referral.identifiers === 'overridden' && (
        <InsetText>
          {`${referral.identifier_override?.overridden_by.name} lets the words stand that look like `
            + `an identifier: ${referral.identifier_override?.reason}`}
        </InsetText>
      )}
      <h2 class="govuk-heading-m">Publish</h2>
      {isOther(trial.matches, matches) ? (
        <InsetText>
          {`The homes above are those within ${inMiles(trial.matches.radius_miles)}, but the referral reaches `
            + `${inMiles(matches.radius_miles)}. `}
          <a class="govuk-link" href="#try-radius">Use the other distance or go back</a>, then publish.
        </InsetText>
      ) : <Publish referral={referral} etag={etag} matches={matches} />}
    </>
  );
}

function Override({ referral, reload }: {
  referral: Schemas['Referral']; reload: (done: string) => Promise<void>;
}) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/identifier-override', {
      params: { path: { referral_id: referral.id } }, body, headers,
    })),
    done: () => reload('The words stand as they are. The referral can be published.'),
  });
  return (
    <>
      <h2 class="govuk-heading-m">Words that look like an identifier</h2>
      <p class="govuk-body">
        The portrait holds words that look as if they said who somebody is. The referral can be
        published once they are taken out, or once another officer than the one who wrote them says
        here why they may stand.
      </p>
      <Form form={form}>
        <ProseField form={form} name="reason" label="Why these words may stand" rows={3} most={2000} />
        <SendButton form={form} text="Let the words stand" secondary />
      </Form>
    </>
  );
}

const invitedNow = ({ matched: { length }, radius_miles }: Schemas['Matches']): string =>
  `${length === 0 ? 'no home' : plural(length, 'home')} within ${inMiles(radius_miles)} ${length < 2 ? 'is' : 'are'} invited`;

function Publish({ referral, etag, matches }: Data) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/referrals/{referral_id}/publication', {
      params: { path: { referral_id: referral.id }, header: ifMatch(etag) }, body, headers,
    })),
    elsewhere: (field) => partOf(referral, field),
    done: ({ data }) => goTo(addressOf(data.id), `${data.reference} is published. Every home in reach has been invited.`),
  });
  return (
    <>
      <WarningText>
        {`Once it is published, what is asked is fixed for good and ${invitedNow(matches)}. Until the `
          + 'deadline you can still give more time, reach further, or cancel.'}
      </WarningText>
      <Form form={form}>
        <SendButton form={form} text="Publish and invite the homes" />
      </Form>
    </>
  );
}
