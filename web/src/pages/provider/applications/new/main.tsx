// Begins an application: to which scheme, then for which homes.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink, Button, Radios } from '#components/index.ts';
import { CheckField, SelectField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { applicationAddress } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Which {
  schemes: Schemas['Scheme'][];
}

interface What {
  scheme: Schemas['Scheme'];
  categories: Schemas['Category'][];
  homes: Schemas['Establishment'][];
  earlier: Schemas['Application'][];
}

const takes = ({ state }: Schemas['Scheme']) => ['initial_round', 'open', 'decisions_paused'].includes(state);

async function load(query: URLSearchParams): Promise<Which | What> {
  const scheme_id = query.get('scheme');
  if (!scheme_id)
    return { schemes: (await everything((cursor) => body(api.GET('/v1/schemes', { params: { query: { cursor } } })))).filter(takes) };
  const path = { scheme_id };
  const [scheme, categories, homes, earlier] = await Promise.all([
    body(api.GET('/v1/schemes/{scheme_id}', { params: { path } })),
    everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path, query: { cursor } } }))),
    everything((cursor) => body(api.GET('/v1/establishments', { params: { query: { cursor } } }))),
    body(api.GET('/v1/applications', { params: { query: { limit: 20 } } })),
  ]);
  return { scheme, categories, homes, earlier: earlier.items };
}

function WhichScheme({ schemes }: Which) {
  return (
    <>
      <BackLink href="/provider/applications/">Applications</BackLink>
      {schemes.length === 0 ? (
        <>
          <h1 class="govuk-heading-l">Apply to a scheme</h1>
          <p class="govuk-body">No scheme takes applications today.</p>
        </>
      ) : (
        <form method="get">
          <Radios name="scheme" fieldset={{
            legend: { text: <h1 class="govuk-fieldset__heading">Which scheme do you apply to?</h1>, classes: 'govuk-fieldset__legend--l' },
          }} items={schemes.map(({ id, name, lead }) => ({ value: id, text: name, hint: { text: lead.name }, attributes: { required: true } }))} />
          <Button>Continue</Button>
        </form>
      )}
    </>
  );
}

function WhichHomes({ scheme, categories, homes, earlier }: What) {
  const form = useForm({
    read: (values) => {
      const entries = homes.flatMap(({ id: establishment_id }) =>
        values.all(`entries-${establishment_id}`).map((category_id) => ({ establishment_id, category_id })));
      if (entries.length === 0)
        values.faults.push({ field: 'entries', detail: 'Choose at least one home and what it applies for' });
      return { scheme_id: scheme.id, entries, copy_from: values.optional('copy_from') ?? undefined };
    },
    send: (body, headers) => answer(api.POST('/v1/applications', { body, headers })),
    done: ({ data }) => goTo(applicationAddress(data.id)),
  });
  return (
    <>
      <BackLink href="/provider/applications/new/">Another scheme</BackLink>
      <span class="govuk-caption-l">{scheme.name}</span>
      <h1 class="govuk-heading-l">Which homes apply, and for what?</h1>
      {homes.length === 0 && (
        <p class="govuk-body">
          You have no home here yet. <a class="govuk-link" href="/provider/homes/new/">Add one first</a>.
        </p>
      )}
      {homes.length > 0 && (
        <Form form={form}>
          <div id="entries" tabIndex={-1}>
            {homes.map(({ id, name, address }) => (
              <CheckField key={id} form={form} name={`entries-${id}`} label={`${name}, ${address.town}`}
                choices={categories.map((category) => ({ value: category.id, text: category.name }))} />
            ))}
          </div>
          {earlier.length > 0 && (
            <SelectField form={form} name="copy_from" label="Take over answers of an earlier application (optional)"
              hint="The same homes’ answers to the same questions"
              choices={[{ value: '', text: 'Begin anew' }, ...earlier.map(({ id, reference }) => ({ value: id, text: reference }))]} />
          )}
          <SendButton form={form} text="Start the application" />
        </Form>
      )}
    </>
  );
}

void screen({
  load: ({ query }) => load(query),
  view: ({ data }: View<Which | What>) => ('schemes' in data ? <WhichScheme {...data} /> : <WhichHomes {...data} />),
});
