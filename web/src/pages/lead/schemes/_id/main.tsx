// One scheme: how it stands, what may be done, and all that belongs to it.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Button, InsetText } from '#components/index.ts';
import { Acts } from '#lead/acts.tsx';
import { categoryAddress } from '#lead/category-frame.tsx';
import { actsFor, canChangeTerms } from '#lead/scheme-acts.ts';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { feeInWords, regimes } from '#market/scheme.ts';
import { CategoryTag, SchemeTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen } from '#site/screen.tsx';
import { inWords, onDay } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  categories: Schemas['Category'][];
}

function Categories({ categories }: { categories: Schemas['Category'][] }) {
  if (categories.length === 0)
    return <p class="govuk-body">None yet. A scheme needs one before it is opened.</p>;
  return (
    <WideTable caption={`Categories (${categories.length})`} firstCellIsHeader
      head={[{ text: 'Category' }, { text: 'For' }, { text: 'Price', format: 'numeric' }, { text: 'Quality', format: 'numeric' }, { text: 'State' }]}
      rows={categories.map((category) => [
        { text: <a class="govuk-link" href={categoryAddress(category)}>{category.name}</a> },
        { text: inWords(category.client_group) },
        { text: `${category.split.price} %`, format: 'numeric' },
        { text: `${category.split.quality} %`, format: 'numeric' },
        { text: <CategoryTag state={category.state} /> },
      ])} />
  );
}

function Overview({ scheme, categories }: Whole) {
  const link = (page: string, text: string) => (
    <li><a class="govuk-link" href={schemeAddress(scheme.id, page)}>{text}</a></li>
  );
  return (
    <SchemeFrame scheme={scheme}>
      {scheme.pause && (
        <InsetText>{`Decisions are paused from ${onDay(scheme.pause.from)} until ${onDay(scheme.pause.until)}: ${scheme.pause.reason}`}</InsetText>
      )}
      <Facts
        of={[
          ['State', <SchemeTag state={scheme.state} />],
          ['Law', regimes[scheme.regime]],
          ['Runs', `${onDay(scheme.valid_from)} to ${onDay(scheme.valid_to)}`],
          scheme.extends_to && ['Can be extended to', onDay(scheme.extends_to)],
          ['Charge', feeInWords(scheme.fee)],
          scheme.description && ['What it is for', scheme.description],
        ]}
      />
      <Acts of={actsFor(scheme)}>
        {canChangeTerms(scheme) && <Button href={schemeAddress(scheme.id, 'terms')} classes="govuk-button--secondary">Change the terms</Button>}
      </Acts>
      <Categories categories={categories} />
      <Button href={schemeAddress(scheme.id, 'categories/new')} classes="govuk-button--secondary">Add a category</Button>
      <h2 class="govuk-heading-m">Homes that join</h2>
      <ul class="govuk-list">
        <li><a class="govuk-link" href={`/lead/applications/?scheme_id=${scheme.id}`}>Applications</a></li>
        <li><a class="govuk-link" href={`/lead/accreditations/?scheme_id=${scheme.id}`}>Accreditations</a></li>
        <li><a class="govuk-link" href={`/lead/interest/?scheme_id=${scheme.id}`}>Interested suppliers</a></li>
        {link('dormancy', 'Homes that do not bid')}
        {link('events', 'Events for providers')}
        {link('questions', 'Questions of providers')}
        {link('library', 'Library of questions')}
        {link('tranches', 'Tranches')}
        {link('agreement', 'Agreement, and who has signed it')}
        {link('imports', 'Accreditations from elsewhere, and as a file')}
      </ul>
      <h2 class="govuk-heading-m">Councils that buy</h2>
      <ul class="govuk-list">
        {link('councils', 'Councils')}
        {link('access', 'Access agreements of other councils')}
        {link('rebates', 'Money given back to partners')}
        {link('deviations', 'Awards outside the process')}
      </ul>
      <h2 class="govuk-heading-m">The record</h2>
      <ul class="govuk-list">
        {link('reports', 'Reports')}
        {link('targets', 'Targets and budget')}
        {link('notices', 'Notices')}
        {scheme.published_at && link('versions', 'Changes of the terms')}
      </ul>
    </SchemeFrame>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const path = { scheme_id };
    const [scheme, categories] = await Promise.all([
      loadScheme(scheme_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path, query: { cursor } } }))),
    ]);
    return { scheme, categories };
  },
  title: ({ scheme }) => scheme.name,
  view: ({ data }) => <Overview {...data} />,
});
