// One category: how it stands, what is in it, what it asks and how it scores.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';
import { Acts } from '#lead/acts.tsx';
import { actsFor } from '#lead/category-acts.ts';
import { categoryAddress, CategoryFrame, loadCategory, type OfScheme } from '#lead/category-frame.tsx';
import { registers, riskBands } from '#lead/choices.ts';
import { CarriedScore, Questions, Terms, Weights } from '#market/category.tsx';
import { categoryStates, CategoryTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen } from '#site/screen.tsx';
import { plural, urgencies } from '#site/words.ts';

type Category = Schemas['Category'];
type Market = Schemas['MarketReport']['categories'][number];

interface Whole extends OfScheme {
  // What is in it; nothing where the report does not know it yet.
  market: Market | undefined;
}

const areas = (market: Market) =>
  market.areas.map(({ area, homes }) => `${area ?? 'no postcode'}: ${homes}`).join(', ');

function Inside({ category: { id }, market }: Whole) {
  if (market === undefined)
    return <p class="govuk-body">Nothing is in it yet.</p>;
  const { homes, referrals, bids_per_referral: bids, warnings } = market;
  const low = <strong> Fewer than the scheme wants</strong>;
  return (
    <Facts
      of={[
        ['Accredited and active', (
          <>
            <a class="govuk-link" href={`/lead/accreditations/?category_id=${id}&state=active`}>{plural(homes, 'home')}</a>
            {warnings.includes('homes') && low}
          </>
        )],
        market.areas.length > 0 && ['Where they are', areas(market)],
        ['Referrals whose bids were opened', referrals],
        bids !== null && ['Bids for each of them', <>{bids}{warnings.includes('bids_per_referral') && low}</>],
      ]}
    />
  );
}

const hours = (of: Category['response_hours']) => (Object.keys(urgencies) as (keyof typeof urgencies)[])
  .map((name) => `${urgencies[name]}: ${of[name]}`).join(', ');

const Handling = ({ category }: { category: Category }) => (
  <Facts
    of={[
      ['Asked in', category.two_stages ? 'Two stages; costs belong to the second' : 'One stage'],
      ['Who scores the statements of a home', plural(category.assessors, 'person', 'people')],
      category.highest_risk && ['Highest financial risk admitted', riskBands[category.highest_risk]],
      category.due_diligence.length > 0 && ['Registers looked into', category.due_diligence.map((name) => registers[name]).join(', ')],
      category.dfe_registration && ['Department for Education', 'A home needs a registration there'],
      ['Who opens the bids', plural(category.openers, 'person', 'people')],
      ['Who scores each text of a bid', plural(category.evaluators, 'person', 'people')],
      ['Least hours to answer a referral', hours(category.response_hours)],
      ['Directory', category.listed ? 'Its homes stand in the public directory' : 'Its homes are not in the public directory'],
    ]}
  />
);

const Heading = ({ text }: { text: string }) => <h2 class="govuk-heading-m">{text}</h2>;

function Overview(whole: Whole) {
  const { category } = whole;
  const { state, state_reason: reason } = category;
  const acts = actsFor(category);
  return (
    <CategoryFrame of={whole}>
      <p class="govuk-body"><CategoryTag state={state} /></p>
      {reason && <InsetText>{state === 'open' ? `Open again: ${reason}` : `${categoryStates[state][0]}: ${reason}`}</InsetText>}
      <Heading text="What is in it" />
      <Inside {...whole} />
      <p class="govuk-body"><a class="govuk-link" href={categoryAddress(category, 'caps')}>Caps of councils on core costs</a></p>
      <Heading text="What is bought" />
      <Terms category={category} />
      <Weights category={category} />
      <CarriedScore category={category} />
      <Heading text="What is asked" />
      <Questions category={category} />
      <Heading text="How it is handled" />
      <Handling category={category} />
      {acts.length > 0 && <Heading text="Whether it is open" />}
      <Acts of={acts} />
    </CategoryFrame>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = '', category_id = ''] }) => {
    const [of, { categories }] = await Promise.all([
      loadCategory(scheme_id, category_id),
      body(api.GET('/v1/schemes/{scheme_id}/market-report', { params: { path: { scheme_id } } })),
    ]);
    return { ...of, market: categories.find((one) => one.category_id === category_id) };
  },
  title: ({ category, scheme }) => `${category.name}: ${scheme.name}`,
  view: ({ data }) => <Overview {...data} />,
});
