// The council's referrals, with filters that the address keeps.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { addressOf } from '#council/frame.tsx';
import { urgencies } from '#council/words.ts';
import { CsvButton } from '#site/csv.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#site/list.tsx';
import { screen } from '#site/screen.tsx';
import { optionsOf, ReferralTag, referralStates } from '#site/tags.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime, onDay } from '#site/words.ts';

const query = new URLSearchParams(location.search);

const list = (cursor: string | undefined, limit: number) => body(api.GET('/v1/referrals', {
  params: {
    query: { state: asked(query, 'state') as Schemas['ReferralState'] | undefined, cursor, limit },
  },
}));

void screen({
  title: () => titleOfPage('Referrals', query),
  load: () => list(asked(query, 'cursor'), 25),
  view: ({ data: { items, next } }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage('Referrals', query)}</h1>
      <div class="govuk-button-group">
        <Button href="/council/referrals/new/">New referral</Button>
        <CsvButton file="referrals.csv"
          head={['Reference', 'Title', 'State', 'Urgency', 'Area', 'People', 'Needed by', 'Deadline', 'Drafted', 'Published', 'Opened']}
          load={() => everything((cursor) => list(cursor, 100), 10_000)}
          row={(referral) => [
            referral.reference, referral.title, referralStates[referral.state][0], urgencies[referral.urgency],
            referral.outcode, referral.children, referral.need_by, referral.deadline, referral.created_at,
            referral.published_at, referral.opened_at,
          ]} />
      </div>
      <Filters query={query} filters={[
        { name: 'state', label: 'State', all: 'All states', options: optionsOf(referralStates) },
      ]} />
      {items.length === 0 ? <None /> : <Referrals items={items} />}
      <PageLinks query={query} next={next} />
    </>
  ),
});

function None() {
  return (
    <p class="govuk-body">
      {asked(query, 'state') ? 'No referral is in this state.' : 'Your council has no referrals yet.'}
    </p>
  );
}

function Referrals({ items }: { items: Schemas['ReferralSummary'][] }) {
  return (
    <WideTable caption="Referrals, newest first" captionClasses="govuk-visually-hidden"
      head={[{ text: 'Referral' }, { text: 'State' }, { text: 'Urgency' }, { text: 'Area' },
        { text: 'Needed by' }, { text: 'Deadline' }]}
      rows={items.map(({ id, reference, title, state, urgency, outcode, need_by, deadline }) => [
        {
          text: (
            <>
              <a class="govuk-link" href={addressOf(id)}>{title}</a>
              <br />
              {reference}
            </>
          ),
        },
        { text: <ReferralTag state={state} /> }, { text: urgencies[urgency] }, { text: outcode },
        { text: onDay(need_by) }, { text: atTime(deadline) },
      ])} />
  );
}
