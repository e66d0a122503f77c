// Who chose which home, and why; or that none suits, or nobody chose.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, type Schemas } from '#api/client.ts';
import { ChoiceMade } from '#council/choice.tsx';
import { linkTo, NotNow, ReferralFrame } from '#council/frame.tsx';
import { type Decision, loadBids, loadDecision, loadReferral } from '#council/load.ts';
import { type Option, optionsOf } from '#council/options.ts';
import { inMiles, perUnit, price } from '#council/words.ts';
import { AgreeField, ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { choosers } from '#market/choice.ts';
import { goTo } from '#site/notices.tsx';
import { screen } from '#site/screen.tsx';
import { inWords, money } from '#site/words.ts';

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
        <ChoiceMade decision={decision} />
        {referral.state === 'ranked' && options.length > 0 ? <Record {...data} />
          : <NotNow referral={referral}>There is no choice to be recorded.</NotNow>}
      </ReferralFrame>
    );
  },
});

// What may be said in place of a home.
const noneSuits = 'none-suits';
const nobody = 'nobody';

// Of the API's 2000; the rest is for who objects.
const mostWords = 1900;

// The API knows one way of choosing no home: the reason says whose objection it is.
const objection = (who: Schemas['ChosenBy'], reason: string): string =>
  reason && `${choosers[who]} said that none of these homes suits: ${reason}`;

function readChoice(values: Values, { referral, options }: Data): Schemas['ChoiceNew'] {
  const said = values.chosen<string>('bid_id', 'Choose what was said');
  const reason = values.text('reason');
  if (!said || said === nobody)
    return { bid_id: null, chosen_by: 'none', reason };
  const chosen_by = values.chosen<Schemas['ChosenBy']>('chosen_by', 'Choose who said it');
  if (said === noneSuits)
    return { bid_id: null, chosen_by: 'none', reason: objection(chosen_by, reason) };
  const extra = options.find(({ bid }) => bid.bid_id === said)?.extra ?? 0;
  return {
    bid_id: said,
    chosen_by,
    reason,
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
    done: ({ data: { bid_id } }) => goTo(linkTo(referral), bid_id === null
      ? 'It is recorded that no home was chosen. Whoever awards the referral reads why.'
      : 'The choice is recorded. The referral can be awarded.'),
  });
  const byWhom = Object.entries(choosers).filter(([value]) => value !== 'none');
  return (
    <Form form={form}>
      <div onChange={({ target }) => target instanceof HTMLInputElement
        && target.name === 'bid_id' && setChosen(target.value)}>
        <ChoiceField form={form} name="bid_id" label="What was said" choices={[
          ...options.map((option) => ({
            value: option.bid.bid_id, text: option.bid.name, hint: about(option, referral),
          })),
          { value: noneSuits, text: 'None of these suits', hint: 'Whoever awards the referral reads why. It can then be cancelled and asked for anew; otherwise the award follows the ranking among these homes.' },
          { value: nobody, text: 'They do not want to choose, or could not be reached', hint: 'The award then follows the ranking among these homes.' },
        ]} />
      </div>
      {chosen !== '' && chosen !== nobody && (
        <ChoiceField form={form} name="chosen_by" label="Who said it"
          choices={byWhom.map(([value, text]) => ({ value, text }))} />
      )}
      {extra > 0 && <ExtraCost form={form} extra={extra} unit={referral.price_unit} />}
      <ProseField form={form} name="reason" label="Why, in their words" rows={4} most={mostWords} />
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
