// referral.tsx - what was asked, as far as a provider may know it.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { InsetText, Table } from '#components/index.ts';
import { Weights } from '#market/category.tsx';
import { ties } from '#market/criteria.ts';
import { ReferralTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { onDay, plural } from '#site/words.ts';
import { Deadline } from './deadline.tsx';
import { urgencies } from './words.ts';

type Referral = Schemas['Referral'];

export function ReferralFacts({ referral }: { referral: Referral }) {
  const { state, deadline } = referral;
  return (
    <Facts
      of={[
        ['State', <ReferralTag state={state} />],
        state === 'open' && ['Answer by', <Deadline deadline={deadline} open />],
        ['Who asks', referral.council.name],
        ['For', referral.category.name],
        ['How urgent', urgencies[referral.urgency]],
        ['How many', plural(referral.children, 'person', 'people')],
        ['Needed by', onDay(referral.need_by)],
        ['Area', `${referral.outcode} (the first half of the postcode)`],
        ['Prices are by the', referral.price_unit],
      ]}
    />
  );
}

export function Portrait({ portrait }: { portrait: Referral['portrait'] }) {
  if (portrait === null)
    return <InsetText>You can no longer read who this is about.</InsetText>;
  return (
    <>
      <p class="govuk-body"><strong>{`Age: ${portrait.age_band}`}</strong></p>
      <Quoted text={portrait.summary} />
    </>
  );
}

export function Asked({ referral }: { referral: Referral }) {
  const { outcomes, needs, features } = referral;
  const musts = features.filter(({ must }) => must);
  const wishes = features.filter(({ must }) => !must);
  return (
    <>
      {outcomes.length > 0 && (
        <>
          <h3 class="govuk-heading-s">What is to be achieved</h3>
          <ul class="govuk-list govuk-list--bullet">
            {outcomes.map(({ code, text }) => <li key={code}>{text}</li>)}
          </ul>
        </>
      )}
      {musts.length > 0 && (
        <>
          <h3 class="govuk-heading-s">What the home must have</h3>
          <ul class="govuk-list govuk-list--bullet">
            {musts.map(({ code, text }) => <li key={code}>{text}</li>)}
          </ul>
        </>
      )}
      {needs.length > 0 && <Marked caption="Needs to be met" items={needs} />}
      {wishes.length > 0 && <Marked caption="What would be good to have" items={wishes} />}
    </>
  );
}

function Marked({ caption, items }: { caption: string; items: { text: string; mark: number }[] }) {
  return (
    <Table caption={caption} captionClasses="govuk-table__caption--s"
      head={[{ text: 'What' }, { text: 'Mark', format: 'numeric' }]}
      rows={items.map(({ text, mark }) => [{ text }, { text: mark, format: 'numeric' }])} />
  );
}

export function Scoring({ referral }: { referral: Referral }) {
  return (
    <>
      <Weights category={{ ...referral, name: referral.category.name, weights_rationale: null }} />
      {referral.tie_break_order.length > 0 && (
        <p class="govuk-body">
          {`Where two bids are equal, this decides, in this order: ${referral.tie_break_order.map((by) => ties[by]).join('; ')}. `
            + 'It does not matter who was first.'}
        </p>
      )}
    </>
  );
}
