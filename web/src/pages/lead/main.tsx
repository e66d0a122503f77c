// What waits: the workload of each scheme, and what else wants an answer.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { toScore } from '#assessment/queue.tsx';
import { Tag } from '#components/index.ts';
import { ownSchemes } from '#lead/load.ts';
import type { Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { News } from '#market/news.tsx';
import { Facts } from '#site/facts.tsx';
import { screen } from '#site/screen.tsx';
import { onDay, plural } from '#site/words.ts';

interface Work {
  scheme: Schemas['Scheme'];
  load: Schemas['Workload'];
  // Of providers, and not answered.
  questions: number;
}

interface Waiting {
  work: Work[];
  cures: string;
  audits: string;
  exclusions: string;
  uplifts: string;
  scorings: string;
  news: Schemas['Notification'][];
}

const limit = 100;
// A list that goes on is told as such.
const count = (...pages: Page<unknown>[]) =>
  `${pages.flatMap(({ items }) => items).length}${pages.every(({ next }) => next === null) ? '' : ' or more'}`;

async function workOf(scheme: Schemas['Scheme']): Promise<Work> {
  const path = { scheme_id: scheme.id };
  const [load, asked] = await Promise.all([
    body(api.GET('/v1/schemes/{scheme_id}/workload', { params: { path } })),
    everything((cursor) =>
      body(api.GET('/v1/schemes/{scheme_id}/clarification-requests', { params: { path, query: { cursor } } }))),
  ]);
  return { scheme, load, questions: asked.filter(({ clarification_id }) => clarification_id === null).length };
}

async function load(me: Schemas['Me']): Promise<Waiting> {
  const accreditations = (query: { state?: 'cure_submitted'; audit?: 'overdue' }) =>
    body(api.GET('/v1/accreditations', { params: { query: { ...query, limit } } }));
  const uplifts = (state: 'asked' | 'appealed') => body(api.GET('/v1/uplifts', { params: { query: { state, limit } } }));
  const [schemes, cures, audits, exclusions, asked, appealed, scorings, news] = await Promise.all([
    ownSchemes(me),
    accreditations({ state: 'cure_submitted' }),
    accreditations({ audit: 'overdue' }),
    body(api.GET('/v1/exclusion-requests', { params: { query: { state: 'open', limit } } })),
    uplifts('asked'),
    uplifts('appealed'),
    toScore(),
    body(api.GET('/v1/notifications', { params: { query: { unread: 'true', limit: 5 } } })),
  ]);
  const begun = schemes.filter(({ state }) => state !== 'draft' && state !== 'abandoned');
  return {
    work: await Promise.all(begun.map(workOf)),
    cures: count(cures), audits: count(audits), exclusions: count(exclusions), uplifts: count(asked, appealed),
    scorings: count(scorings), news: news.items,
  };
}

function Schemes({ work }: { work: Work[] }) {
  if (work.length === 0)
    return (
      <p class="govuk-body">
        No scheme of yours takes applications yet. <a class="govuk-link" href="/lead/schemes/">Your schemes</a>.
      </p>
    );
  return (
    <WideTable caption="Applications, by scheme" firstCellIsHeader
      head={[{ text: 'Scheme' }, { text: 'Waiting', format: 'numeric' },
        { text: 'Overdue', format: 'numeric' }, { text: 'Next due' }]}
      rows={work.map(({ scheme, load }) => [
        { text: <a class="govuk-link" href={`/lead/applications/?scheme_id=${scheme.id}`}>{scheme.name}</a> },
        { text: load.waiting, format: 'numeric' },
        { text: <Overdue scheme={scheme} many={load.overdue} />, format: 'numeric' },
        { text: load.next_due_on ? onDay(load.next_due_on) : 'Nothing is due' },
      ])}
    />
  );
}

function Overdue({ scheme, many }: { scheme: Schemas['Scheme']; many: number }) {
  if (many === 0)
    return <>0</>;
  return (
    <a class="govuk-link" href={`/lead/applications/?scheme_id=${scheme.id}&overdue=true`}>
      <Tag classes="govuk-tag--red">{`${many} overdue`}</Tag>
      <span class="govuk-visually-hidden">{` in ${scheme.name}`}</span>
    </a>
  );
}

function Questions({ work }: { work: Work[] }) {
  return work.filter(({ questions }) => questions > 0).map(({ scheme, questions }) => (
    <p class="govuk-body" key={scheme.id}>
      <a class="govuk-link" href={`/lead/schemes/${scheme.id}/questions/`}>
        {plural(questions, 'question of a provider', 'questions of providers')}
      </a>
      {` to answer: ${scheme.name}`}
    </p>
  ));
}

const link = (href: string, text: string) => <a class="govuk-link" href={href}>{text}</a>;

void screen({
  load: ({ me }) => load(me),
  view: ({ me, data: { work, cures, audits, exclusions, uplifts, scorings, news } }) => {
    const late = work.reduce((sum, { load }) => sum + load.overdue, 0);
    return (
      <>
        <span class="govuk-caption-l">{me.organisation.name}</span>
        <h1 class="govuk-heading-l">What waits for you</h1>
        {late > 0 && (
          <p class="govuk-body">
            <strong>{`${plural(late, 'application is', 'applications are')} overdue. `}</strong>
            {link('/lead/applications/?overdue=true', 'See which')}
          </p>
        )}
        <Schemes work={work} />
        <p class="govuk-body">
          {link('/lead/scoring/?waiting=true', 'Applications that you are asked to score')}{`: ${scorings}`}
        </p>
        <Questions work={work} />
        <h2 class="govuk-heading-m">Accredited homes</h2>
        <Facts
          of={[
            ['Say that they put right what failed', link('/lead/accreditations/?state=cure_submitted', cures)],
            ['Yearly audit overdue', link('/lead/accreditations/?audit=overdue', audits)],
            ['Councils that ask to exclude a home', link('/lead/accreditations/exclusions/', exclusions)],
            ['Providers that ask to raise a cost, or appeal', link('/lead/accreditations/uplifts/', uplifts)],
            ['Documents that end soon', link('/lead/accreditations/expiries/', 'See them')],
          ]}
        />
        <h2 class="govuk-heading-m">What is new</h2>
        <News items={news} role="lead" />
        <p class="govuk-body">{link('/account/news/', 'All news')}</p>
      </>
    );
  },
});
