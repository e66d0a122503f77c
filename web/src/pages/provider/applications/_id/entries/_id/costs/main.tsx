// What one home costs: core costs beside the cap, discounts, what is offered besides.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { BackLink, InsetText } from '#components/index.ts';
import { MoneyField, NumberField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import { Values } from '#forms/values.ts';
import { applicationAddress, type EntryOf, entryOf, patchEntry } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money } from '#site/words.ts';

const sumOf = (values: Values, codes: string[]) =>
  codes.reduce((sum, code) => sum + (values.optionalPence(`core_pence-${code}`) ?? 0), 0);

function Costs({ data: of }: View<EntryOf>) {
  const { application, category, entry, place } = of;
  const back = applicationAddress(application.id);
  const heads = category.cost_heads.map(({ code }) => code);
  const schedules = category.schedules ?? [];
  const per = `a ${category.price_unit}`;
  const cap = category.core_cap_pence;
  const [sum, setSum] = useState(() => heads.reduce((all, code) => all + (entry.core_pence[code] ?? 0), 0));
  const form = useForm({
    read: (values) => ({
      core_pence: Object.fromEntries(heads.map((code) => [code, values.optionalPence(`core_pence-${code}`)])),
      discounts: values.rows('discounts', (at) => ({
        from_child: values.number(`${at}-from_child`), percent: values.number(`${at}-percent`) })),
      ...(schedules.length === 0 ? {} : {
        schedule_pence: Object.fromEntries(schedules.map(({ code }) => [code, values.optionalPence(`schedule_pence-${code}`)])),
      }),
    }),
    send: (patch) => patchEntry(of, patch),
    done: () => goTo(back, `The costs of ${place.establishment_name} are saved`),
  });
  const add = (event: Event) => {
    const typed = (event.target as HTMLInputElement).form;
    if (typed)
      setSum(sumOf(new Values(new FormData(typed)), heads));
  };
  return (
    <>
      <BackLink href={back}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{`${place.establishment_name}: ${category.name}`}</span>
      <h1 class="govuk-heading-l">{`Core costs ${per}`}</h1>
      <p class="govuk-body">
        What the home costs for everybody. In a bid you can ask for less, never for more; what one person needs besides is
        priced there.
      </p>
      <Form form={form}>
        <div id="core_pence" tabIndex={-1} onInput={add}>
          {category.cost_heads.map(({ code, name }) => (
            <MoneyField key={code} form={form} name={`core_pence-${code}`} label={name} value={entry.core_pence[code]} />
          ))}
        </div>
        <InsetText>
          <span role="status">{`Together ${money(sum)} ${per}.`}</span>{' '}
          {cap === null ? 'There is no cap.' : `The cap is ${money(cap)}${sum > cap ? `: you are ${money(sum - cap)} above it` : ''}.`}
        </InsetText>
        <Rows form={form} name="discounts" one="discount" legend="Discounts for several people placed together (optional)"
          first={entry.discounts}
          row={(at, discount) => (
            <>
              <NumberField form={form} name={`${at}-from_child`} label="From which person on" hint="For example, 2" width={3} value={discount?.from_child} />
              <NumberField form={form} name={`${at}-percent`} label="How much less" suffix="%" value={discount?.percent} />
            </>
          )} />
        {schedules.length > 0 && (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">What you offer besides (optional)</legend>
            {schedules.map(({ code, name, unit }) => (
              <MoneyField key={code} form={form} name={`schedule_pence-${code}`} label={`${name}, a ${unit}`} value={entry.schedule_pence?.[code]} />
            ))}
          </fieldset>
        )}
        <SendButton form={form} text="Save and go on" />
      </Form>
    </>
  );
}

void screen({ load: ({ ids: [application_id = '', entry_id = ''] }) => entryOf(application_id, entry_id), view: Costs });
