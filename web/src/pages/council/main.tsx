// What waits for a placement officer, most urgent first.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { councilsPlace } from '#assessment/address.ts';
import { nameOf, toScore } from '#assessment/queue.tsx';
import { Button } from '#components/index.ts';
import { addressOf } from '#council/frame.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { News } from '#market/news.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

type Summary = Schemas['ReferralSummary'];

// What is to be done next about a referral in each of these states.
const toDo = [
  { state: 'closed', act: 'Open the bids', page: 'opening', since: ({ deadline }: Summary) => `Closed ${atTime(deadline)}` },
  { state: 'opened', act: 'Score and rank the bids', page: 'bids', since: ({ opened_at }: Summary) => `Opened ${atTime(opened_at!)}` },
  { state: 'ranked', act: 'Decide and award', page: '', since: ({ need_by }: Summary) => `Needed by ${onDay(need_by)}` },
  { state: 'draft', act: 'Check and publish', page: 'check', since: ({ need_by }: Summary) => `Needed by ${onDay(need_by)}` },
] as const;

const most = 100;

const inState = (state: Schemas['ReferralState']) =>
  body(api.GET('/v1/referrals', { params: { query: { state, limit: most } } }));

interface Waiting {
  act: string;
  href: string;
  about: string;
  when: string;
}

async function load() {
  const [placements, scorings, news, open, ...lists] = await Promise.all([
    body(api.GET('/v1/placements', { params: { query: { state: 'awaiting_council', limit: most } } })),
    toScore(),
    body(api.GET('/v1/notifications', { params: { query: { unread: 'true', limit: 5 } } })),
    inState('open'),
    ...toDo.map(({ state }) => inState(state)),
  ]);
  const waiting: Waiting[] = [
    ...toDo.flatMap(({ act, page, since }, n) => lists[n]!.items.map((referral) => ({
      act, href: addressOf(referral.id, page), about: `${referral.reference}, ${referral.title}`,
      when: since(referral),
    }))),
    ...placements.items.map((placement) => ({
      act: 'Sign the placement', href: `/council/placements/${placement.id}/`,
      about: `${placement.reference}, ${placement.establishment.name}`,
      when: `Needed by ${onDay(placement.terms.need_by)}`,
    })),
    ...scorings.items.map((scoring) => ({
      act: 'Score an application', href: councilsPlace(scoring), about: nameOf(scoring),
      when: `Asked ${onDay(scoring.assigned_at)}`,
    })),
  ];
  const more = [placements, scorings, ...lists].some(({ next }) => next !== null);
  return { waiting, more, open, news };
}

void screen({
  load,
  view: ({ data: { waiting, more, open, news } }) => (
    <>
      <h1 class="govuk-heading-l">What waits for you</h1>
      <Button href="/council/referrals/new/">New referral</Button>
      {waiting.length === 0 ? <p class="govuk-body">Nothing waits for your council.</p>
        : <Tasks waiting={waiting} />}
      {more && (
        <p class="govuk-body">
          There is more. <a class="govuk-link" href="/council/referrals/">See all referrals</a>
        </p>
      )}
      <h2 class="govuk-heading-m">Open for bids</h2>
      {open.items.length === 0 ? <p class="govuk-body">None of your referrals is open for bids.</p>
        : <Open referrals={open.items} />}
      <h2 class="govuk-heading-m">What is new</h2>
      <News items={news.items} role="council" />
      <p class="govuk-body"><a class="govuk-link" href="/account/news/">All news</a></p>
    </>
  ),
});

function Tasks({ waiting }: { waiting: Waiting[] }) {
  return (
    <WideTable caption="To do" captionClasses="govuk-visually-hidden" firstCellIsHeader
      head={[{ text: 'What to do' }, { text: 'About' }, { text: 'When' }]}
      rows={waiting.map(({ act, href, about, when }) => [
        {
          text: (
            <a class="govuk-link" href={href}>
              {act}<span class="govuk-visually-hidden">: {about}</span>
            </a>
          ),
        },
        { text: about }, { text: when },
      ])} />
  );
}

function Open({ referrals }: { referrals: Summary[] }) {
  return (
    <WideTable caption="Referrals open for bids" captionClasses="govuk-visually-hidden"
      head={[{ text: 'Referral' }, { text: 'Deadline' }]}
      rows={referrals.map(({ id, reference, title, deadline }) => [
        { text: <a class="govuk-link" href={addressOf(id)}>{`${reference}, ${title}`}</a> },
        { text: atTime(deadline) },
      ])} />
  );
}
