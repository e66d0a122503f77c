// bid-fields.tsx - the questions of a bid.
// SPDX-License-Identifier: Apache-2.0
import { CheckField, DateField, MoneyField, ProseField, TextField } from '#forms/fields.tsx';
import type { FormState } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import { money } from '#site/words.ts';
import { type Bid, type BidOf, childAt } from './own-bid.ts';

interface Parts {
  form: FormState;
  of: BidOf;
  bid: Bid | null;
}

export function BidFields(props: Parts) {
  const { form, of: { referral }, bid } = props;
  return (
    <>
      {Array.from({ length: referral.children }, (_, n) => <ChildFields {...props} n={n} />)}
      {referral.needs.length > 0 && (
        <CheckField form={form} name="needs_met" label="Which of these needs can the home meet?"
          values={bid?.needs_met} choices={referral.needs.map(({ code, text, mark }) =>
            ({ value: code, text, hint: `Counts ${mark} of ${referral.needs_total}` }))} />
      )}
      {referral.features.length > 0 && (
        <CheckField form={form} name="features_met" label="What does the home have?"
          values={bid?.features_met} choices={referral.features.map(({ code, text, must, mark }) =>
            ({ value: code, text, hint: must ? 'Must be there: without it the bid does not count'
              : `Counts ${mark} of ${referral.features_total}` }))} />
      )}
      <ProseField form={form} name="statement" label="How will the outcomes be met, and how measured?" rows={10} most={10_000}
        hint={referral.outcomes.map(({ text }) => text).join('; ')} value={bid?.statement} />
      <DateField form={form} name="available_from" label="From when is there a place?"
        hint="For example, 27 3 2027. It is needed by the day that the referral names." value={bid?.available_from} />
    </>
  );
}

function ChildFields({ form, of: { referral, home }, bid, n }: Parts & { n: number }) {
  const at = childAt(n);
  const child = bid?.children[n];
  const whose = referral.children > 1 ? `, person ${n + 1}` : '';
  return (
    <div id={at} tabIndex={-1}>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{`Core costs a ${referral.price_unit}${whose}`}</legend>
        <p class="govuk-hint">As accredited. You can ask for less, never for more.</p>
        {referral.cost_heads.filter(({ code }) => code in home.core_pence).map(({ code, name }) => (
          <MoneyField key={code} form={form} name={`${at}-core_pence-${code}`} label={name}
            hint={`Accredited: ${money(home.core_pence[code]!)}`}
            value={child?.core_pence?.[code] ?? home.core_pence[code]} />
        ))}
      </fieldset>
      <Rows form={form} name={`${at}-variable`} one="cost" legend={`What this person needs besides${whose}`}
        hint={`Each thing with its amount a ${referral.price_unit}. Leave it out if the core costs cover everything.`}
        first={child?.variable ?? []}
        row={(row, cost) => (
          <>
            <TextField form={form} name={`${row}-text`} label="What it is for" value={cost?.text} />
            <MoneyField form={form} name={`${row}-amount_pence`} label={`Amount a ${referral.price_unit}`} value={cost?.amount_pence} />
          </>
        )} />
    </div>
  );
}
