// What a family can choose from, on a sheet to print and give away.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Button, SummaryList } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { loadBids, loadDecision, loadReferral } from '#council/load.ts';
import { type Option, optionsOf } from '#council/options.ts';
import { inMiles, perUnit, price, shortly } from '#council/words.ts';
import { screen } from '#site/screen.tsx';
import { inWords, money, onDay, plural } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  options: Option[];
}

void screen<Data>({
  title: ({ referral }) => `Homes to choose from, ${referral.reference}`,
  load: async ({ ids }) => {
    const { data: referral } = await loadReferral(ids[0]!);
    const decision = await loadDecision(referral.id);
    const bids = decision.ranking === null ? [] : await loadBids(referral.id);
    return { referral, options: optionsOf(decision, bids, referral) };
  },
  view: ({ me, data: { referral, options } }) => (
    <ReferralFrame referral={referral} title="Homes to choose from">
      {options.length === 0
        ? <NotNow referral={referral}>There is no choice to be made on this referral.</NotNow>
        : <Sheet referral={referral} options={options} council={me.organisation.name} />}
    </ReferralFrame>
  ),
});

function Sheet({ referral, options, council }: Data & { council: string }) {
  const within = options.filter(({ extra }) => !extra);
  const above = options.filter(({ extra }) => extra);
  return (
    <>
      <div class="govuk-button-group no-print">
        <Button type="button" attributes={{ onClick: () => window.print() }}>Print this sheet</Button>
        <Button href={linkTo(referral, 'choice')} classes="govuk-button--secondary">Record the choice</Button>
      </div>
      <p class="govuk-body-l">
        {`${council} has asked accredited homes for ${referral.title}. `
          + `${plural(within.length, 'home')} can be chosen. You choose.`}
      </p>
      <h2 class="govuk-heading-m">How to choose</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>Compare the homes below. Ask to visit, and ask anything you want to know.</li>
        <li>Tell the council which home you want. It writes down what you say and why.</li>
        <li>You need not choose. If nobody does, the home with the most points is taken.</li>
        <li>You can ask the council for its reasons in writing, and you can complain.</li>
      </ul>
      {within.map((option) => <OneOption referral={referral} option={option} />)}
      {above.length > 0 && <Above referral={referral} options={above} />}
      <YourChoice options={options} />
    </>
  );
}

function Above({ referral, options }: Data) {
  return (
    <>
      <h2 class="govuk-heading-m">Homes that cost more than the council's budget</h2>
      <p class="govuk-body">
        You can choose one of these only if somebody else agrees, in writing, to pay the difference
        for the whole time. You do not have to: the homes above cost nothing extra.
      </p>
      {options.map((option) => <OneOption referral={referral} option={option} />)}
    </>
  );
}

function OneOption({ referral, option: { bid, extra, total } }: {
  referral: Schemas['Referral']; option: Option;
}) {
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
        { key: { text: 'How far away' }, value: { text: inMiles(bid.miles) } },
        { key: { text: 'Inspectors\' rating' }, value: { text: inWords(bid.rating) } },
        { key: { text: 'Free from' }, value: { text: bid.available_from === null ? 'Ask the home' : onDay(bid.available_from) } },
        { key: { text: 'Price' }, value: { text: price(bid.price_pence, referral.price_unit) } },
        extra > 0 && {
          key: { text: 'Extra to pay' },
          value: { text: <strong>{`${money(extra)} ${perUnit[referral.price_unit]}, by somebody other than the council`}</strong> },
        },
        { key: { text: 'Points for quality and price together' }, value: { text: `${shortly(total)} of 100` } },
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
    <section class="option print-only">
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
