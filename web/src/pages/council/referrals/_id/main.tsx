// One referral: where it stands, what comes next, what was asked.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { Button, InsetText } from '#components/index.ts';
import { WhatWasAsked } from '#council/asked.tsx';
import { linkTo, ReferralFrame } from '#council/frame.tsx';
import { type Decision, isChoicePending, loadDecision, loadReferral, loadTurns, type Turn } from '#council/load.ts';
import { Timeline } from '#council/timeline.tsx';
import { inMiles } from '#council/words.ts';
import { ReferralTag } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, plural } from '#site/words.ts';

type Referral = Schemas['Referral'];

interface Stage {
  referral: Referral;
  decision: Decision;
}

interface Data extends Stage {
  turns: Turn[];
}

const nothing: Decision = { ranking: null, choice: null, choiceTag: '', budget: null, award: null, offered: [] };
const ranked = ['ranked', 'awarded', 'unsuccessful', 'cancelled'];

void screen<Data>({
  title: ({ referral }) => `${referral.title}, ${referral.reference}`,
  load: async ({ ids }) => {
    const { data: referral } = await loadReferral(ids[0]!);
    const [decision, turns] = await Promise.all([
      ranked.includes(referral.state) ? loadDecision(referral.id) : nothing,
      referral.state === 'draft' ? [] : loadTurns(referral.id),
    ]);
    return { referral, decision, turns };
  },
  view: ({ data: { referral, decision, turns } }) => (
    <ReferralFrame referral={referral} wide>
      <p class="govuk-body"><ReferralTag state={referral.state} /></p>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h2 class="govuk-heading-m">What comes next</h2>
          <Next referral={referral} decision={decision} />
          <Pages referral={referral} decision={decision} />
        </div>
        <div class="govuk-grid-column-one-third">
          <h2 class="govuk-heading-m">What has happened</h2>
          <Timeline referral={referral} decision={decision} turns={turns} />
        </div>
      </div>
      <h2 class="govuk-heading-m">Who was invited</h2>
      <Invited referral={referral} />
      <h2 class="govuk-heading-m">What is asked</h2>
      <WhatWasAsked referral={referral} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/referrals/new/?copy=${referral.id}`}>Draft a new referral from this one</a>
      </p>
    </ReferralFrame>
  ),
});

function Step({ text, children }: { text: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <p class="govuk-body">{text}</p>
      <div class="govuk-button-group">{children}</div>
    </>
  );
}

function Cancel({ referral }: { referral: Referral }) {
  return <a class="govuk-link" href={linkTo(referral, 'cancel')}>Cancel the referral</a>;
}

function Next({ referral, decision }: Stage) {
  switch (referral.state) {
    case 'draft':
      return (
        <Step text="This is a draft. Nobody outside your council can see it.">
          <Button href={linkTo(referral, 'check')}>Check and publish</Button>
          <a class="govuk-link" href={linkTo(referral, 'edit')}>Change the draft</a>
          <Cancel referral={referral} />
        </Step>
      );
    case 'open':
      return (
        <Step text={`Homes can bid until ${atTime(referral.deadline)}. Until the bids are opened, `
          + 'nobody can see whether there are any.'}>
          <Button href={linkTo(referral, 'extend')} classes="govuk-button--secondary">More time or distance</Button>
          <Cancel referral={referral} />
        </Step>
      );
    case 'closed':
      return (
        <Step text={`The deadline passed ${atTime(referral.deadline)}. The bids can be opened.`}>
          <Button href={linkTo(referral, 'opening')}>Open the bids</Button>
          <Cancel referral={referral} />
        </Step>
      );
    case 'opened':
      return (
        <Step text="The bids are open. Score the text of each, then rank them.">
          <Button href={linkTo(referral, 'bids')}>Score the bids</Button>
          <Cancel referral={referral} />
        </Step>
      );
    case 'ranked':
      return <Decide referral={referral} decision={decision} />;
    case 'awarded':
      return (
        <Step text="The referral is awarded. Both sides sign the placement.">
          {decision.award && (
            <Button href={`/council/placements/${decision.award.placement_id}/`}>Go to the placement</Button>
          )}
        </Step>
      );
    case 'cancelled':
      return <InsetText>{`Cancelled: ${referral.cancellation_reason}`}</InsetText>;
    case 'unsuccessful':
      return (
        <Step text="No bid could be used, so nothing can be awarded.">
          <Button href={linkTo(referral, 'ranking')}>See why</Button>
        </Step>
      );
  }
}

function Decide({ referral, decision }: Stage) {
  const { offered, choice } = decision;
  if (referral.choice_mode === 'any_within_budget' && offered.length === 0)
    return (
      <Step text="No bid that can be awarded is within the budget. Raise the budget, or cancel the referral.">
        <Button href={linkTo(referral, 'budget')}>Raise the budget</Button>
        <Cancel referral={referral} />
      </Step>
    );
  if (isChoicePending(referral, decision))
    return (
      <Step text={`${plural(offered.length, 'home')} can be chosen from. Give the family the options, then record what they say.`}>
        <Button href={linkTo(referral, 'options')}>Options for the family</Button>
        <Button href={linkTo(referral, 'choice')} classes="govuk-button--secondary">Record the choice</Button>
        <Cancel referral={referral} />
      </Step>
    );
  return (
    <Step text={choice?.standing ? 'The choice is recorded. The referral can be awarded.'
      : 'There is no choice to be made. The award follows the ranking.'}>
      <Button href={linkTo(referral, 'award')}>Award</Button>
      <Cancel referral={referral} />
    </Step>
  );
}

// The pages that there are at this stage.
function Pages({ referral, decision: { ranking, offered, award } }: Stage) {
  const pages = [
    referral.opened_at !== null && { page: 'bids', text: 'The bids' },
    ranking !== null && { page: 'ranking', text: 'The ranking, explained' },
    offered.length > 0 && { page: 'options', text: 'Options for the family, to print' },
    offered.length > 0 && { page: 'choice', text: 'The choice' },
    referral.state === 'ranked' && typeof referral.budget_pence === 'number' && { page: 'budget', text: 'Raise the budget' },
    award !== null && { page: 'letters', text: 'Letters to the bidders' },
  ].filter((page) => page !== false);
  if (pages.length === 0)
    return null;
  return (
    <ul class="govuk-list">
      {pages.map(({ page, text }) => (
        <li><a class="govuk-link" href={linkTo(referral, page)}>{text}</a></li>
      ))}
    </ul>
  );
}

function Invited({ referral }: { referral: Referral }) {
  if (referral.state === 'draft' || referral.published_at === null)
    return (
      <p class="govuk-body">
        Nobody yet.{referral.state === 'draft' && (
          <> <a class="govuk-link" href={linkTo(referral, 'check')}>See who would be invited</a></>
        )}
      </p>
    );
  return (
    <p class="govuk-body">
      {`${plural(referral.invited ?? 0, 'accredited home')} within ${inMiles(referral.radius_miles ?? 0)} `
        + `of ${referral.origin_postcode}: all that were in reach. `
        + (referral.opened_at !== null ? 'The bids show who has answered.'
          : `What they answer stays sealed ${referral.state === 'cancelled' ? 'for good' : 'until the opening'}.`)}
    </p>
  );
}
