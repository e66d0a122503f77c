// The council's referrals, with filters that the address keeps.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Button } from '#components/index.ts';
import { categoryFilter, nameOf, schemeFilter } from '#council/filters.ts';
import { addressOf } from '#council/frame.tsx';
import { loadOfferings, type Offering } from '#council/load.ts';
import { clocked, CsvButton } from '#lists/csv.tsx';
import { asked, type Filter, type Filtered, filtered, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { optionsOf, ReferralTag, referralStates } from '#market/tags.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, onDay, urgencies } from '#site/words.ts';

type Referral = Schemas['ReferralSummary'];

const query = new URLSearchParams(location.search);

const filtersOf = (offerings: Offering[]): Filter[] => [
  { name: 'q', label: 'Title or reference', type: 'search' },
  { name: 'state', label: 'State', all: 'All states', options: optionsOf(referralStates) },
  schemeFilter(offerings),
  categoryFilter(offerings),
  {
    name: 'urgency', label: 'Urgency', all: 'All urgencies',
    options: Object.entries(urgencies).map(([value, text]) => ({ value, text })),
  },
  { name: 'deadline_from', label: 'Deadline from', type: 'date' },
  { name: 'deadline_to', label: 'Deadline to', type: 'date' },
  {
    name: 'mine', label: 'Drafted by', all: 'Everybody',
    options: [{ value: 'true', text: 'Me' }, { value: 'false', text: 'My colleagues' }],
  },
];

const list = (cursor: string | undefined, limit: number) => body(api.GET('/v1/referrals', {
  params: {
    query: {
      q: asked(query, 'q'), scheme_id: asked(query, 'scheme_id'), category_id: asked(query, 'category_id'),
      deadline_from: asked(query, 'deadline_from'), deadline_to: asked(query, 'deadline_to'),
      // What else the address may say is refused by the API, with its reason.
      state: asked(query, 'state') as Schemas['ReferralState'] | undefined,
      urgency: asked(query, 'urgency') as Schemas['Urgency'] | undefined,
      mine: asked(query, 'mine') as unknown as boolean | undefined,
      cursor, limit,
    },
  },
}));

interface Found {
  page: Filtered<Referral>;
  offerings: Offering[];
}

void screen<Found>({
  title: () => titleOfPage('Referrals', query),
  load: async ({ me }) => {
    const [page, offerings] = await Promise.all([
      filtered(list(asked(query, 'cursor'), 25)), loadOfferings(me.organisation.id, {}),
    ]);
    return { page, offerings };
  },
  view: ({ data: { page: { items, next, refusal }, offerings } }) => {
    const filters = filtersOf(offerings);
    return (
      <>
        <h1 class="govuk-heading-l">{titleOfPage('Referrals', query)}</h1>
        <div class="govuk-button-group">
          <Button href="/council/referrals/new/">New referral</Button>
          {items.length > 0 && <Download offerings={offerings} />}
        </div>
        <Filters query={query} filters={filters} refusal={refusal} />
        {items.length > 0 ? <Referrals items={items} />
          : !refusal && <None narrowed={filters.some(({ name }) => asked(query, name))} />}
        <PageLinks query={query} next={next} />
      </>
    );
  },
});

function Download({ offerings }: { offerings: Offering[] }) {
  const names = new Map(offerings.map((offering) => [offering.category.id, nameOf(offering)]));
  return (
    <CsvButton file="referrals.csv"
      head={['Reference', 'Title', 'Category', 'State', 'Urgency', 'Area', 'People', 'Needed by', 'Deadline', 'Drafted',
        'Published', 'Opened']}
      load={() => everything((cursor) => list(cursor, 100))}
      row={(referral) => [
        referral.reference, referral.title, names.get(referral.category_id), referralStates[referral.state][0],
        urgencies[referral.urgency], referral.outcode, referral.children, referral.need_by, clocked(referral.deadline),
        clocked(referral.created_at), clocked(referral.published_at), clocked(referral.opened_at),
      ]} />
  );
}

function None({ narrowed }: { narrowed: boolean }) {
  return (
    <p class="govuk-body">
      {narrowed ? 'No referral fits these filters.' : 'Your council has no referrals yet.'}
    </p>
  );
}

function Referrals({ items }: { items: Referral[] }) {
  return (
    <WideTable caption="Referrals, newest first" captionClasses="govuk-visually-hidden" firstCellIsHeader
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
