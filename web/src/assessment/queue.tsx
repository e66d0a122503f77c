// queue.tsx - the homes whose answers somebody was asked to score.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

type Scoring = Schemas['Scoring'];

// Yes, no, or not asked.
const waiting = (query: URLSearchParams) => {
  const value = asked(query, 'waiting');
  return value === undefined ? undefined : value === 'true';
};

const list = (query: { waiting?: boolean; cursor?: string; limit: number }) =>
  body(api.GET('/v1/scorings', { params: { query } }));

const most = 100;

// For the page on which somebody begins the day.
export const toScore = () => list({ waiting: true, limit: most });

// What the task is called wherever it is listed.
export const nameOf = ({ establishment, category }: Scoring): string => `${establishment.name}, ${category.name}`;

function Standing({ of: { ended_at, scored_at, complete, conflicted, state } }: { of: Scoring }) {
  if (ended_at !== null)
    return <Tag classes="govuk-tag--grey">Ended: conflict of interest</Tag>;
  if (scored_at !== null)
    return complete ? <Tag classes="govuk-tag--green">All have scored</Tag>
      : <Tag classes="govuk-tag--purple">You have scored</Tag>;
  if (state !== 'submitted')
    return <Tag classes="govuk-tag--grey">No longer needed</Tag>;
  return conflicted === null ? <Tag classes="govuk-tag--yellow">Declare, then score</Tag>
    : <Tag classes="govuk-tag--blue">To score</Tag>;
}

function Table({ items, addressOf }: { items: Scoring[]; addressOf: (one: Scoring) => string }) {
  return (
    <WideTable caption="What you were asked to score, the oldest first" firstCellIsHeader
      head={[{ text: 'Home' }, { text: 'Applicant' }, { text: 'Category' }, { text: 'You speak for' },
        { text: 'Asked' }, { text: 'Standing' }]}
      rows={items.map((one) => [
        { text: <a class="govuk-link" href={addressOf(one)}>{one.establishment.name}</a> },
        { text: one.provider.name },
        { text: one.category.name },
        { text: one.speaks_for ?? 'Yourself' },
        { text: onDay(one.assigned_at) },
        { text: <Standing of={one} /> },
      ])} />
  );
}

// `addressOf` is where whoever reads the list scores one of them.
export const scoringQueue = (addressOf: (one: Scoring) => string) => screen({
  load: ({ query }) => list({ waiting: waiting(query), limit: 25, cursor: asked(query, 'cursor') }),
  title: () => titleOfPage('Applications to score', new URLSearchParams(location.search)),
  view: ({ data: { items, next }, query }) => (
    <>
      <h1 class="govuk-heading-l">{titleOfPage('Applications to score', query)}</h1>
      <p class="govuk-body">
        Homes apply to join a scheme and write how they work. The authority that runs the scheme asks several people to
        score what they wrote, each without seeing what the others give.
      </p>
      <Filters query={query} filters={[{
        name: 'waiting', label: 'What is left', all: 'All',
        options: [{ value: 'true', text: 'Still to score' }, { value: 'false', text: 'Nothing left to do' }],
      }]} />
      {items.length === 0 ? (
        <p class="govuk-body">
          {waiting(query) === undefined ? 'Nobody has asked you to score anything yet.' : 'There are none like that.'}
        </p>
      ) : <Table items={items} addressOf={addressOf} />}
      <PageLinks query={query} next={next} />
    </>
  ),
});
