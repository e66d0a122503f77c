// One scheme: who buys, what is asked, what is scored, and why.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Button, Details, SummaryList } from '#components/index.ts';
import { AgreementText, newestAgreement } from '#market/agreement.tsx';
import { CarriedScore, Questions, Terms, Weights } from '#market/category.tsx';
import { feeInWords, regimes } from '#market/scheme.ts';
import { SchemeTag } from '#market/tags.tsx';
import { publicPage } from '#site/public.tsx';
import { atTime, onDay } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  categories: Schemas['Category'][];
  councils: Schemas['SchemeCouncil'][];
  tranches: Schemas['Tranche'][];
  answers: Schemas['Clarification'][];
  agreement: Schemas['Agreement'] | null;
}

async function load(scheme_id: string): Promise<Whole> {
  const path = { scheme_id };
  const [scheme, categories, councils, tranches, answers, agreement] = await Promise.all([
    body(api.GET('/v1/schemes/{scheme_id}', { params: { path } })),
    everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path, query: { cursor } } }))),
    everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/councils', { params: { path, query: { cursor } } }))),
    everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/tranches', { params: { path, query: { cursor } } }))),
    everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/clarifications', { params: { path, query: { cursor } } }))),
    newestAgreement(scheme_id),
  ]);
  return { scheme, categories, councils, tranches, answers, agreement };
}

function Facts({ scheme, councils, tranches }: Whole) {
  return (
    <SummaryList
      rows={[
        { key: { text: 'State' }, value: { text: <SchemeTag state={scheme.state} /> } },
        { key: { text: 'Lead authority' }, value: { text: scheme.lead.name } },
        councils.length > 0 && {
          key: { text: 'Councils that buy' },
          value: { text: councils.map(({ organisation }) => organisation.name).join(', ') },
        },
        { key: { text: 'Law' }, value: { text: regimes[scheme.regime] } },
        { key: { text: 'Runs' }, value: { text: `${onDay(scheme.valid_from)} to ${onDay(scheme.valid_to)}` } },
        tranches.length > 0 && {
          key: { text: 'Deadlines' },
          value: { text: tranches.map(({ name, deadline }) => <>{`${name}: ${atTime(deadline)}`}<br /></>) },
        },
        { key: { text: 'Charge' }, value: { text: feeInWords(scheme.fee) } },
      ]}
    />
  );
}

void publicPage({
  load: ({ ids: [scheme_id = ''] }) => load(scheme_id),
  title: ({ scheme }) => scheme.name,
  view: ({ data }) => (
    <>
      <Breadcrumbs items={[{ text: 'Schemes', href: '/schemes/' }, { text: data.scheme.name }]} />
      <h1 class="govuk-heading-l">{data.scheme.name}</h1>
      <p class="govuk-body">{data.scheme.description}</p>
      <Facts {...data} />
      {['open', 'initial_round', 'decisions_paused'].includes(data.scheme.state) && (
        <Button href={`/provider/applications/new/?scheme=${data.scheme.id}`}>Apply to join</Button>
      )}
      {data.categories.map((category) => (
        <section key={category.id} aria-labelledby={`category-${category.id}`}>
          <h2 class="govuk-heading-m" id={`category-${category.id}`}>{category.name}</h2>
          <Terms category={category} />
          <Weights category={category} />
          <CarriedScore category={category} />
          <Questions category={category} />
        </section>
      ))}
      {data.agreement && (
        <>
          <h2 class="govuk-heading-m">What is signed to join</h2>
          <Details summaryText={data.agreement.title}><AgreementText agreement={data.agreement} /></Details>
        </>
      )}
      {data.answers.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Questions that providers have asked</h2>
          {data.answers.map(({ id, question, answer }) => (
            <Details key={id} summaryText={question}>{answer}</Details>
          ))}
        </>
      )}
      <ul class="govuk-list">
        <li><a class="govuk-link" href={`/provider/events/?scheme_id=${data.scheme.id}`}>Events for providers of this scheme (sign in)</a></li>
        <li><a class="govuk-link" href={`/awards/?scheme=${data.scheme.id}`}>Awards of this scheme</a></li>
        <li><a class="govuk-link" href={`/notices/?scheme=${data.scheme.id}`}>Notices of this scheme</a></li>
      </ul>
    </>
  ),
});
