// What a family can choose from, on a sheet to print and give away.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Button, SummaryList } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadBids, loadDecision, loadHomes, loadReferral } from '#council/load.ts';
import { type Option, optionsOf } from '#council/options.ts';
import { inMiles, perUnit, price, shortly } from '#council/words.ts';
import { ratings } from '#directory/rating.tsx';
import { screen } from '#site/screen.tsx';
import { money, onDay, plural, postal } from '#site/words.ts';

type Home = Schemas['Establishment'];

interface Data {
  referral: Schemas['Referral'];
  options: Option[];
  // By id, as far as the council sees them.
  homes: Map<string, Home>;
}

void screen<Data>({
  title: ({ referral }) => `Homes to choose from, ${referral.reference}`,
  load: async ({ ids }) => {
    const { data: referral } = await loadReferral(ids[0]!);
    const decision = await loadDecision(referral.id);
    const bids = decision.ranking === null ? [] : await loadBids(referral.id);
    const options = optionsOf(decision, bids, referral);
    return { referral, options, homes: await loadHomes(options.map(({ bid }) => bid.establishment_id)) };
  },
  view: ({ me, data }) => (
    <ReferralFrame referral={data.referral} title="Homes to choose from">
      {data.options.length === 0
        ? <NotNow referral={data.referral}>There is no choice to be made on this referral.</NotNow>
        : <Sheet {...data} me={me} />}
    </ReferralFrame>
  ),
});

function Sheet({ referral, options, homes, me }: Data & { me: Schemas['Me'] }) {
  const within = options.filter(({ extra }) => !extra);
  const above = options.filter(({ extra }) => extra);
  return (
    <>
      <div class="govuk-button-group no-print">
        <Button type="button" attributes={{ onClick: () => window.print() }}>Print this sheet</Button>
        <Button href={linkTo(referral, 'choice')} classes="govuk-button--secondary">Record the choice</Button>
      </div>
      <p class="govuk-body-l">
        {`${me.organisation.name} is looking for this: ${referral.title}. It has asked homes that councils have checked. `
          + `You can choose from ${plural(within.length, 'home')}.`}
      </p>
      <h2 class="govuk-heading-m">How to choose</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>Read about each home. Ask the home for a visit, or the council to arrange one. Ask anything you want to know.</li>
        <li>Tell the council which home you want, and why. The council writes it down.</li>
        <li>If none of them suits you, tell the council, and why. Whoever decides reads it first.</li>
        <li>You do not have to choose. If you do not, the council takes the home with the most points.</li>
        <li>You can ask the council to give you its reasons in writing. You can complain.</li>
      </ul>
      <p class="govuk-body">{`Is anything unclear? Ask ${me.name}${me.email === null ? '' : `, ${me.email}`}.`}</p>
      <WhatItMeans />
      <h2 class="govuk-heading-m">The homes</h2>
      {within.map((option) => <OneOption referral={referral} option={option} homes={homes} />)}
      {above.length > 0 && <Above referral={referral} options={above} homes={homes} />}
      <YourChoice options={options} />
    </>
  );
}

function Above({ referral, options, homes }: Data) {
  return (
    <>
      <h2 class="govuk-heading-m">Homes that cost more than the council pays</h2>
      <p class="govuk-body">
        You can choose one of these only if somebody else, such as a relative or a friend, agrees in writing to pay the
        extra every time, for the whole stay. Nobody has to: the homes above need no extra payment. Before anybody
        agrees, ask the council what happens if the price goes up or the payments stop.
      </p>
      {options.map((option) => <OneOption referral={referral} option={option} homes={homes} />)}
    </>
  );
}

// What a figure or a mark says, and what it does not.
function WhatItMeans() {
  return (
    <section class="option">
      <h2 class="govuk-heading-m">What these words mean</h2>
      <SummaryList rows={[
        {
          key: { text: 'Checked' },
          value: { text: 'The council has looked at the home’s registration, its insurance, its rules and its prices. That is no promise that the home is right for you.' },
        },
        {
          key: { text: 'Points' },
          value: { text: 'The council gives points for price, for what the home can do, for what it writes and for how near it is. More points do not mean that you will like it more. A visit tells you more.' },
        },
        {
          key: { text: 'Inspectors’ rating' },
          value: { text: 'What the official inspectors (CQC or Ofsted) said when they last came. Read their report: it may be some time ago.' },
        },
      ]} />
    </section>
  );
}

// All that is needed for a visit; each on a line of its own.
function Where({ home, away }: { home: Home | undefined; away: string }) {
  if (!home)
    return <>{away}</>;
  const { address, profile: { phone, website } } = home;
  return (
    <>
      {`${postal(address).join(', ')} (${away})`}
      {phone && <><br />{`Telephone ${phone}`}</>}
      {website && <><br /><a class="govuk-link" rel="noreferrer nofollow" href={website}>{website}</a></>}
    </>
  );
}

function OneOption({ referral, option: { bid, extra, total }, homes }: Omit<Data, 'options'> & { option: Option }) {
  const home = homes.get(bid.establishment_id);
  const named = (codes: string[], all: { code: string; text: string }[]) => (
    <ul class="govuk-list">
      {all.map(({ code, text }) => <li>{`${codes.includes(code) ? 'Yes' : 'No'}: ${text}`}</li>)}
    </ul>
  );
  return (
    <section class="option">
      <h3 class="govuk-heading-m">{bid.name}</h3>
      <SummaryList rows={[
        { key: { text: 'Run by' }, value: { text: bid.provider.name } },
        { key: { text: 'Where it is' }, value: { text: <Where home={home} away={`${inMiles(bid.miles)} from ${referral.origin_postcode}`} /> } },
        { key: { text: 'Inspectors’ rating' }, value: { text: ratings[bid.rating] } },
        { key: { text: 'There is a place from' }, value: { text: bid.available_from === null ? 'Ask the home' : onDay(bid.available_from) } },
        { key: { text: 'What the home charges the council' }, value: { text: price(bid.price_pence, referral.price_unit) } },
        extra > 0 && {
          key: { text: 'Extra that somebody else pays' },
          value: { text: <strong>{`${money(extra)} ${perUnit[referral.price_unit]}`}</strong> },
        },
        { key: { text: 'Points' }, value: { text: `${shortly(total)} of 100` } },
        referral.needs.length > 0 && {
          key: { text: 'Can it do what is needed?' }, value: { text: named(bid.needs_met, referral.needs) },
        },
        referral.features.length > 0 && {
          key: { text: 'Does it have this?' }, value: { text: named(bid.features_met, referral.features) },
        },
        bid.statement !== null && {
          key: { text: 'What the home says it will do' }, value: { text: <span class="prose">{bid.statement}</span> },
        },
      ]} />
    </section>
  );
}

function YourChoice({ options }: { options: Option[] }) {
  return (
    <section class="option own-page print-only">
      <h2 class="govuk-heading-m">What I want</h2>
      <ul class="govuk-list">
        {options.map(({ bid }) => <li>{`☐ ${bid.name}`}</li>)}
        <li>☐ I do not want to choose</li>
        <li>☐ None of these suits, because:</li>
      </ul>
      <p class="to-write-on govuk-body">Why:</p>
      <p class="to-write-on govuk-body">Name, and who you are to the person:</p>
      <p class="to-write-on govuk-body">Date:</p>
    </section>
  );
}
