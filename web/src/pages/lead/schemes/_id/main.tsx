// One scheme: how it stands, what may be done, and all that belongs to it.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Button, Details, InsetText } from '#components/index.ts';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { actsFor } from '#lead/scheme-acts.ts';
import { Questions, Terms, Weights } from '#site/category.tsx';
import { Facts } from '#site/facts.tsx';
import { regimes } from '#site/scheme.ts';
import { screen } from '#site/screen.tsx';
import { SchemeTag } from '#site/tags.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { inWords, onDay } from '#site/words.ts';

interface Whole {
  scheme: Schemas['Scheme'];
  categories: Schemas['Category'][];
  versions: Schemas['SchemeVersion'][];
}

const payers: Record<Schemas['FeePayer'], string> = {
  council: 'the council that places', supplier: 'the provider that is awarded', member: 'every provider',
};

const changed = (value: unknown) => (value === null || value === undefined ? '–' : typeof value === 'string' ? value : 'see the notice');

function Versions({ versions }: { versions: Schemas['SchemeVersion'][] }) {
  return (
    <WideTable caption="Changes since it was published" firstCellIsHeader
      head={[{ text: 'Day' }, { text: 'What' }, { text: 'From' }, { text: 'To' }, { text: 'Reason' }]}
      rows={versions.flatMap(({ changed_at, reason, changes }) => Object.entries(changes).map(([name, { from, to }]) => [
        { text: onDay(changed_at) }, { text: inWords(name) }, { text: changed(from) }, { text: changed(to) }, { text: reason },
      ]))} />
  );
}

function Overview({ scheme, categories, versions }: Whole) {
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
          ['Charge', scheme.fee ? `${scheme.fee.percent} % from ${payers[scheme.fee.payer]}` : 'Nobody is charged'],
          scheme.description && ['What it is for', scheme.description],
        ]}
      />
      <div class="govuk-button-group">
        {actsFor(scheme).map(({ name, text, grave }) => (
          <Button key={name} href={`act/?do=${name}`} classes={grave ? 'govuk-button--warning' : 'govuk-button--secondary'}>{text}</Button>
        ))}
      </div>
      <ul class="govuk-list">
        {link('councils', 'Councils')}
        {link('access', 'Access agreements of other councils')}
        {link('tranches', 'Tranches')}
        {link('agreement', 'Agreement, and who has signed it')}
        {link('notices', 'Notices')}
        {link('questions', 'Questions of providers')}
        <li><a class="govuk-link" href={`/lead/applications/?scheme_id=${scheme.id}`}>Applications</a></li>
        <li><a class="govuk-link" href={`/lead/accreditations/?scheme_id=${scheme.id}`}>Accreditations</a></li>
      </ul>
      <h2 class="govuk-heading-m">{`Categories (${categories.length})`}</h2>
      {categories.length === 0 && <p class="govuk-body">None yet. A scheme needs one before it is opened.</p>}
      {categories.map((category) => (
        <Details key={category.id} summaryText={`${category.name} (${inWords(category.state).toLowerCase()})`}>
          <Terms category={category} />
          <Weights category={category} />
          <Questions category={category} />
        </Details>
      ))}
      <Button href={schemeAddress(scheme.id, 'categories/new')} classes="govuk-button--secondary">Add a category</Button>
      {versions.length > 0 && <Versions versions={versions} />}
    </SchemeFrame>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const path = { scheme_id };
    const [scheme, categories, versions] = await Promise.all([
      loadScheme(scheme_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/categories', { params: { path, query: { cursor } } }))),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/versions', { params: { path, query: { cursor } } }))),
    ]);
    return { scheme, categories, versions };
  },
  title: ({ scheme }) => scheme.name,
  view: ({ data }) => <Overview {...data} />,
});
