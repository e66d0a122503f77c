// One more home, or one more category of it, in a draft.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { SelectField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { type Application, applicationAddress, type Category } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords } from '#site/words.ts';

interface Whole {
  application: Application;
  categories: Category[];
  homes: Schemas['Establishment'][];
  // This application, and the latest of the others; and what the categories of
  // their schemes are called, by id.
  applications: Application[];
  names: Map<string, string>;
}

const categoriesOf = (scheme_id: string): Promise<Category[]> => everything((cursor) =>
  body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path: { scheme_id }, query: { cursor } } })));

async function load(application_id: string): Promise<Whole> {
  const application = await body(api.GET('/v1/applications/{application_id}', { params: { path: { application_id } } }));
  const [categories, homes, latest] = await Promise.all([
    categoriesOf(application.scheme_id),
    everything((cursor) => body(api.GET('/v1/establishments', { params: { query: { cursor } } }))),
    body(api.GET('/v1/applications', { params: { query: { limit: 20 } } })),
  ]);
  const others = latest.items.filter(({ id }) => id !== application.id);
  const elsewhere = new Set(others.map(({ scheme_id }) => scheme_id));
  elsewhere.delete(application.scheme_id);
  const known = [...categories, ...(await Promise.all([...elsewhere].map(categoriesOf))).flat()];
  return {
    application, categories, homes, applications: [application, ...others],
    names: new Map(known.map(({ id, name }) => [id, name])),
  };
}

const copies = (applications: Application[], names: Map<string, string>) => applications.flatMap(({ reference, entries }) =>
  entries.map(({ id, establishment_name, category_id, category_code }) => ({
    value: id, text: `${establishment_name}, ${names.get(category_id) ?? inWords(category_code)} (${reference})`,
  })));

function AddHome({ application, categories, homes, applications, names }: Whole) {
  const back = applicationAddress(application.id);
  const form = useForm({
    read: (values) => ({
      establishment_id: values.chosen<string>('establishment_id', 'Choose a home'),
      category_id: values.chosen<string>('category_id', 'Choose what it applies for'),
      copy_from: values.optional('copy_from') ?? undefined,
    }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries', {
      params: { path: { application_id: application.id } }, body, headers })),
    done: ({ data: { establishment_id } }) =>
      goTo(back, `${homes.find(({ id }) => id === establishment_id)!.name} is in the application`),
  });
  if (homes.length === 0)
    return <p class="govuk-body">You have no home here yet. <a class="govuk-link" href="/provider/homes/new/">Add one first</a>.</p>;
  return (
    <Form form={form}>
      <SelectField form={form} name="establishment_id" label="Home"
        choices={[{ value: '', text: 'Choose' }, ...homes.map(({ id, name, address }) => ({ value: id, text: `${name}, ${address.town}` }))]} />
      <SelectField form={form} name="category_id" label="What it applies for"
        choices={[{ value: '', text: 'Choose' }, ...categories.map(({ id, name }) => ({ value: id, text: name }))]} />
      <SelectField form={form} name="copy_from" label="Take over answers (optional)"
        hint="Answers to the same questions, and costs under the same heads. You can change them afterwards"
        choices={[{ value: '', text: 'Begin anew' }, ...copies(applications, names)]} />
      <div class="govuk-button-group">
        <SendButton form={form} text="Add the home" />
        <a class="govuk-link" href={back}>Go back</a>
      </div>
    </Form>
  );
}

void screen({
  load: ({ ids: [application_id = ''] }) => load(application_id),
  view: ({ data }: View<Whole>) => (
    <>
      <BackLink href={applicationAddress(data.application.id)}>{data.application.reference}</BackLink>
      <span class="govuk-caption-l">{data.application.reference}</span>
      <h1 class="govuk-heading-l">Add a home to the application</h1>
      <AddHome {...data} />
    </>
  ),
});
