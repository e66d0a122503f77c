// When homes that do not bid fall asleep, which have, and what can be done.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, type Schemas } from '#api/client.ts';
import { NumberField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { categoryNames } from '#market/load.ts';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

const title = 'Homes that do not bid';

type Home = Schemas['Accreditation'];

interface Asleep {
  scheme: Schemas['Scheme'];
  dormancy: Answer<Schemas['Dormancy']>;
  first: Page<Home>;
  // Of categories, by id.
  names: Map<string, string>;
}

const list = (scheme_id: string, cursor?: string): Promise<Page<Home>> =>
  body(api.GET('/v1/accreditations', { params: { query: { scheme_id, state: 'dormant', cursor } } }));

async function load(scheme_id: string): Promise<Asleep> {
  const [scheme, dormancy, first, names] = await Promise.all([
    loadScheme(scheme_id),
    answer(api.GET('/v1/schemes/{scheme_id}/dormancy', { params: { path: { scheme_id } } })),
    list(scheme_id),
    categoryNames([scheme_id]),
  ]);
  return { scheme, dormancy, first, names };
}

// Where the law has a closed list of grounds, and this is none of them.
const removals: Partial<Record<Schemas['Regime'], string>> = {
  pa23_dynamic_market: 'By the law of this scheme no home is removed because it does not bid.',
};

function When({ data: { scheme, dormancy }, reload }: View<Asleep>) {
  const form = useForm({
    read: (values) => ({ months: values.number('months') }),
    send: (body) => answer(api.PUT('/v1/schemes/{scheme_id}/dormancy', {
      params: { path: { scheme_id: scheme.id }, header: { 'If-Match': dormancy.etag } }, body })),
    done: ({ data: { months } }) => reload(`Homes are dormant after ${months} months without a bid`),
  });
  return (
    <Form form={form}>
      <NumberField form={form} name="months" label="Months without a bid" suffix="months" width={3} value={dormancy.data.months}
        hint="After that, and two warnings, a home is dormant: it is not invited. Councils and providers can see this number" />
      <SendButton form={form} text="Save" secondary />
    </Form>
  );
}

function Table({ homes, names }: { homes: Home[]; names: Asleep['names'] }) {
  const act = ({ id, establishment }: Home, name: string, text: string) => (
    <a class="govuk-link" href={`/lead/accreditations/${id}/act/?do=${name}`}>
      {text}<span class="govuk-visually-hidden">{`: ${establishment.name}`}</span>
    </a>
  );
  return (
    <WideTable caption="Dormant homes" firstCellIsHeader
      head={[{ text: 'Home' }, { text: 'Provider' }, { text: 'Category' }, { text: 'Dormant since' }, { text: 'What you can do' }]}
      rows={homes.map((home) => [
        { text: <a class="govuk-link" href={`/lead/accreditations/${home.id}/`}>{`${home.establishment.name}, ${home.establishment.town}`}</a> },
        { text: home.provider.name },
        { text: names.get(home.category_id) ?? home.category_code },
        { text: onDay(home.changed_at) },
        { text: <>{act(home, 'review', 'Put under review')}<br />{act(home, 'removal-notice', 'Announce a removal')}</> },
      ])} />
  );
}

function Dormancy(view: View<Asleep>) {
  const { scheme, dormancy, first, names } = view.data;
  return (
    <SchemeFrame scheme={scheme} title={title}>
      <When key={dormancy.etag} {...view} />
      <p class="govuk-body">
        {'A dormant home is woken by its provider, with one press, and by nobody else. '}
        {removals[scheme.regime] ?? 'A home that stays dormant may be removed; the removal is announced first, and its provider heard.'}
      </p>
      {first.items.length === 0 ? <p class="govuk-body">No home is dormant.</p> : (
        <More first={first} load={(cursor) => list(scheme.id, cursor)}>
          {(homes) => <Table homes={homes} names={names} />}
        </More>
      )}
    </SchemeFrame>
  );
}

void screen<Asleep>({
  load: ({ ids: [scheme_id = ''] }) => load(scheme_id),
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: Dormancy,
});
