// Requests of councils to exclude a home, and the answers.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { ChoiceField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Exclusions } from '#lead/exclusions.tsx';
import { asked, Filters, PageLinks, titleOfPage } from '#lists/list.tsx';
import type { Page } from '#lists/more.tsx';
import { grounds } from '#market/grounds.ts';
import { Facts } from '#site/facts.tsx';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';

type Request = Schemas['ExclusionRequest'];

interface Asked {
  page: Page<Request>;
  homes: Map<string, Schemas['Accreditation']>;
  chosen: Request | undefined;
}

const filters = [{ name: 'state', label: 'Answered', all: 'Answered or not',
  options: [{ value: 'open', text: 'Not answered' }, { value: 'answered', text: 'Answered' }] }];

const outcomes = [
  { value: 'upheld', text: 'Suspend the home', hint: 'On this ground, for all councils, at once' },
  { value: 'declined', text: 'Decline' },
];

async function load(query: URLSearchParams): Promise<Asked> {
  const page = await body(api.GET('/v1/exclusion-requests', { params: { query: {
    state: asked(query, 'state') as 'open' | 'answered' | undefined, cursor: asked(query, 'cursor') } } }));
  const id = asked(query, 'answer');
  const chosen = id === undefined ? undefined : await body(api.GET('/v1/exclusion-requests/{exclusion_request_id}',
    { params: { path: { exclusion_request_id: id } } }));
  const ids = new Set([...page.items, ...(chosen ? [chosen] : [])].map((one) => one.accreditation_id));
  const homes = await Promise.all([...ids].map((accreditation_id) =>
    body(api.GET('/v1/accreditations/{accreditation_id}', { params: { path: { accreditation_id } } }))));
  return { page, chosen, homes: new Map(homes.map((home) => [home.id, home])) };
}

function Answer({ request, home }: { request: Request; home: Schemas['Accreditation'] | undefined }) {
  const form = useForm({
    read: (values) => ({
      outcome: values.chosen<Schemas['ExclusionOutcome']>('outcome', 'Choose your answer'),
      reason: values.text('reason'),
    }),
    send: (body, headers) => answer(api.POST('/v1/exclusion-requests/{exclusion_request_id}/answer',
      { params: { path: { exclusion_request_id: request.id } }, body, headers })),
    done: ({ data: { outcome } }) => goTo('/lead/accreditations/exclusions/',
      outcome === 'upheld' ? 'The home is suspended, and the council told' : 'The request is declined, and the council told'),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{`Answer ${request.council.name}`}</h2>
      <Facts of={[['Home', home?.establishment.name ?? ''], ['Ground', grounds[request.ground]], ['Reason', request.reason]]} />
      <ChoiceField form={form} name="outcome" label="Your answer" choices={outcomes} />
      <ProseField form={form} name="reason" label="Reason" hint="The council reads this" most={2000} rows={3} />
      <SendButton form={form} text="Answer" />
    </Form>
  );
}

void screen<Asked>({
  load: ({ query }) => load(query),
  view: ({ data: { page, chosen, homes }, query }) => (
    <>
      <BackLink href="/lead/accreditations/">Accreditations</BackLink>
      <h1 class="govuk-heading-l">{titleOfPage('Requests to exclude a home', query)}</h1>
      {chosen && chosen.outcome === null && <Answer request={chosen} home={homes.get(chosen.accreditation_id)} />}
      <Filters filters={filters} query={query} />
      {page.items.length === 0 ? <p class="govuk-body">No request of a council fits this filter.</p> : (
        <Exclusions items={page.items} home={({ accreditation_id: id }) => (
          <a class="govuk-link" href={`/lead/accreditations/${id}/`}>{homes.get(id)?.establishment.name}</a>
        )} />
      )}
      <PageLinks query={query} next={page.next} />
    </>
  ),
});
