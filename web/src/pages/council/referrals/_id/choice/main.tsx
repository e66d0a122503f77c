// Who chose which home, and why; or that nobody chose.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, type Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { type Decision, loadBids, loadDecision, loadReferral } from '#council/load.ts';
import { type Option, optionsOf } from '#council/options.ts';
import { choosers, inMiles, perUnit, price } from '#council/words.ts';
import { AgreeField, ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';
import { atTime, inWords, money } from '#site/words.ts';

interface Data {
  referral: Schemas['Referral'];
  decision: Decision;
  options: Option[];
}

void screen<Data>({
  load: async ({ ids }) => {
    const { data: referral } = await loadReferral(ids[0]!);
    const decision = await loadDecision(referral.id);
    const bids = decision.ranking === null ? [] : await loadBids(referral.id);
    return { referral, decision, options: optionsOf(decision, bids, referral) };
  },
  view: ({ data }) => {
    const { referral, decision, options } = data;
    return (
      <ReferralFrame referral={referral} title="Record the choice">
        {decision.choice && <Recorded {...data} choice={decision.choice} />}
        {referral.state === 'ranked' && options.length > 0 ? <Record {...data} />
          : <NotNow referral={referral}>There is no choice to be recorded.</NotNow>}
      </ReferralFrame>
    );
  },
});

function Recorded({ options, choice }: Data & { choice: Schemas['Choice'] }) {
  const name = options.find(({ bid }) => bid.bid_id === choice.bid_id)?.bid.name ?? 'A home that dropped out';
  return (
    <InsetText>
      <p class="govuk-body">
        {`Recorded ${atTime(choice.recorded_at)}: ${choosers[choice.chosen_by]}`
          + `${choice.bid_id === null ? '' : ` chose ${name}`}. ${choice.reason}`}
      </p>
      {!choice.standing && (
        <p class="govuk-body">
          <strong>This choice no longer counts. Ask again, and record the answer.</strong>
        </p>
      )}
    </InsetText>
  );
}

const nobody = 'none';

function readChoice(values: Values, { referral, options }: Data): Schemas['ChoiceNew'] {
  const chosen = values.chosen<string>('bid_id', 'Choose what was said');
  const extra = options.find(({ bid }) => bid.bid_id === chosen)?.extra ?? 0;
  return {
    bid_id: chosen === nobody ? null : chosen,
    chosen_by: chosen === nobody ? 'none' : values.chosen('chosen_by', 'Choose who said it'),
    reason: values.text('reason'),
    ...(extra > 0 && {
      additional_cost: {
        pence: extra, per: referral.price_unit, payer: values.text('additional_cost-payer'),
        agreed_on: values.date('additional_cost-agreed_on'),
        terms_accepted: values.checked('additional_cost-terms_accepted'),
      },
    }),
  };
}

function Record(data: Data) {
  const { referral, decision, options } = data;
  const [chosen, setChosen] = useState('');
  const extra = options.find(({ bid }) => bid.bid_id === chosen)?.extra ?? 0;
  const form = useForm({
    read: (values) => readChoice(values, data),
    send: (body) => answer(api.PUT('/v1/referrals/{referral_id}/choice', {
      params: { path: { referral_id: referral.id } }, body,
      headers: decision.choiceTag ? { 'If-Match': decision.choiceTag } : {},
    })),
    done: () => goTo(linkTo(referral), 'The choice is recorded. The referral can be awarded.'),
  });
  const byWhom = Object.entries(choosers).filter(([value]) => value !== nobody);
  return (
    <Form form={form}>
      <div onChange={({ target }) => target instanceof HTMLInputElement
        && target.name === 'bid_id' && setChosen(target.value)}>
        <ChoiceField form={form} name="bid_id" label="What was said" choices={[
          ...options.map((option) => ({
            value: option.bid.bid_id, text: option.bid.name, hint: about(option, referral),
          })),
          { value: nobody, text: 'Nobody chose, or nobody could be reached', hint: 'The award then follows the ranking among these homes.' },
        ]} />
      </div>
      {chosen !== '' && chosen !== nobody && (
        <ChoiceField form={form} name="chosen_by" label="Who said it"
          choices={byWhom.map(([value, text]) => ({ value, text }))} />
      )}
      {extra > 0 && <ExtraCost form={form} extra={extra} unit={referral.price_unit} />}
      <ProseField form={form} name="reason" label="Why, in their words" rows={4} most={2000} />
      <div class="govuk-button-group">
        <SendButton form={form} text="Record the choice" />
        <a class="govuk-link" href={linkTo(referral)}>Not now</a>
      </div>
    </Form>
  );
}

const about = ({ bid, extra }: Option, referral: Schemas['Referral']): string => [
  inMiles(bid.miles), `rated ${inWords(bid.rating).toLowerCase()}`, price(bid.price_pence, referral.price_unit),
  ...(extra > 0 ? [`${money(extra)} ${perUnit[referral.price_unit]} above the budget`] : []),
].join(', ');

function ExtraCost({ form, extra, unit }: {
  form: FormState; extra: number; unit: Schemas['PriceUnit'];
}) {
  return (
    <>
      <h2 class="govuk-heading-m">Who pays what lies above the budget</h2>
      <p class="govuk-body">
        {`Somebody other than the council pays ${money(extra)} ${perUnit[unit]}, for as long as the placement lasts.`}
      </p>
      <TextField form={form} name="additional_cost-payer" label="Who pays it" hint="For example, the resident's daughter" />
      <DateField form={form} name="additional_cost-agreed_on" label="Agreed on" />
      <AgreeField form={form} name="additional_cost-terms_accepted"
        label="The payer has accepted the terms in writing" />
    </>
  );
}
