// referral-form.tsx - all that a referral asks of homes, on one page.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, type Schemas } from '#api/client.ts';
import { Checkboxes, InsetText, Radios, Select } from '#components/index.ts';
import {
  CheckField, ChoiceField, choicesOf, DateField, InstantField, MoneyField, NumberField, ProseField, SendButton, TextField,
} from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import type { Values } from '#forms/values.ts';
import { criteria, criterionNames } from '#market/criteria.ts';
import { goTo } from '#site/notices.tsx';
import { urgencies } from '#site/words.ts';
import { addressOf } from './frame.tsx';
import type { Offering } from './load.ts';
import { choiceModes, inALine, perUnit } from './words.ts';

type Body = Schemas['ReferralNew'];
type Category = Schemas['Category'];

// A short name for the machine, which nobody should have to invent.
function codeOf(text: string, taken: Set<string>): string {
  const short = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 34).replaceAll(/^-+|-+$/g, '');
  const base = short || 'item';
  let code = base;
  for (let n = 2; taken.has(code); n++)
    code = `${base}-${n}`;
  taken.add(code);
  return code;
}

function readRows<T>(values: Values, list: string, read: (at: string) => T) {
  const taken = new Set(values.rows(list, (at) => values.text(`${at}-code`)));
  return values.rows(list, (at) => {
    const text = values.text(`${at}-text`);
    return { code: values.text(`${at}-code`) || codeOf(text, taken), text, ...read(at) };
  });
}

const readWeights = (values: Values): Schemas['ReferralWeights'] => ({
  price: values.number('weights-price'),
  outcomes: values.number('weights-outcomes'),
  needs: values.number('weights-needs'),
  features: values.number('weights-features'),
  location: values.number('weights-location'),
  core: values.number('weights-core'),
});

function readReferral(values: Values, category: Category | undefined): Body {
  const own = values.text('scoring') === 'own';
  return {
    scheme_id: category?.scheme_id ?? '',
    category_id: values.chosen('category_id', 'Choose what is to be bought'),
    categories: values.all('categories'),
    title: values.text('title'),
    urgency: values.chosen('urgency', 'Choose how urgent it is'),
    portrait: { age_band: values.text('portrait-age_band'), summary: values.text('portrait-summary') },
    need_by: values.date('need_by'),
    origin_postcode: values.text('origin_postcode'),
    radius_miles: values.number('radius_miles'),
    children: values.number('children'),
    weights: own ? readWeights(values) : category?.weights,
    needs: readRows(values, 'needs', (at) => ({ mark: values.number(`${at}-mark`) })),
    features: readRows(values, 'features', (at) => {
      const must = values.checked(`${at}-must`);
      return { must, mark: must ? 0 : values.number(`${at}-mark`) };
    }),
    outcomes: readRows(values, 'outcomes', () => ({})),
    budget_pence: values.optionalPence('budget_pence'),
    choice_mode: values.chosen<Schemas['ChoiceMode']>('choice_mode', 'Choose how the choice is made'),
    deadline: values.instant('deadline'),
    hold_identifiers: values.checked('hold_identifiers'),
  };
}

export function ReferralForm({ offerings, first, draft }: {
  offerings: Offering[];
  // What stands in the fields at the beginning: the draft, or what is copied.
  first?: Schemas['Referral'];
  // What is changed, and as what it was read.
  draft?: { id: string; etag: string };
}) {
  const [chosen, setChosen] = useState(first?.category_id ?? '');
  const category = offerings.find((offering) => offering.category.id === chosen)?.category;
  const form = useForm({
    read: (values) => readReferral(values, category),
    send: (body, headers) => (draft === undefined
      ? answer(api.POST('/v1/referrals', { body, headers }))
      : answer(api.PATCH('/v1/referrals/{referral_id}', {
        params: { path: { referral_id: draft.id } }, body, headers: { 'If-Match': draft.etag },
      }))),
    done: ({ data }) => goTo(addressOf(data.id, 'check'), 'The draft is saved. Nobody outside your council can see it.'),
  });
  const parts = { form, first, category };
  return (
    <Form form={form}>
      <What {...parts} offerings={offerings} chosen={chosen} choose={setChosen} />
      <Whom {...parts} />
      <Where {...parts} />
      <Asked {...parts} />
      <MoneyAndChoice {...parts} />
      <Scoring {...parts} />
      <Deadline {...parts} />
      <div class="govuk-button-group">
        <SendButton form={form} text="Save draft and check" />
        <a class="govuk-link" href={draft ? addressOf(draft.id) : '/council/referrals/'}>
          Leave without saving
        </a>
      </div>
    </Form>
  );
}

interface PartProps {
  form: FormState;
  first?: Schemas['Referral'];
  category: Category | undefined;
}

function Heading({ children }: { children: string }) {
  return <h2 class="govuk-heading-m">{children}</h2>;
}

// Homes of other categories of the scheme, priced alike, can be asked as well.
function Further({ form, first, category, offerings }: PartProps & { offerings: Offering[] }) {
  const others = offerings.map((offering) => offering.category).filter((other) => other.id !== category?.id
    && other.scheme_id === category?.scheme_id && other.price_unit === category.price_unit);
  if (others.length === 0)
    return null;
  return (
    <CheckField key={category?.id} form={form} name="categories" label="Also invite homes of other categories (optional)"
      hint="Their bids are scored as those of the category above." values={first?.categories}
      choices={others.map(({ id, name }) => ({ value: id, text: name }))} />
  );
}

function What({ form, first, category, offerings, chosen, choose }: PartProps & {
  offerings: Offering[]; chosen: string; choose: (id: string) => void;
}) {
  return (
    <section>
      <Heading>What is needed</Heading>
      <Select id="category_id" name="category_id" label={{ text: 'Scheme and category' }} value={chosen}
        errorMessage={form.error('category_id') ?? form.error('scheme_id')}
        attributes={{ onChange: (event) => choose(event.currentTarget.value) }}
        items={[{ value: '', text: 'Choose a category' }, ...offerings.map(({ scheme, category }) =>
          ({ value: category.id, text: `${scheme.name}: ${category.name}` }))]} />
      <Further form={form} first={first} category={category} offerings={offerings} />
      <TextField form={form} name="title" label="Title" value={first?.title}
        hint="Homes see it first. For example, Year 9 day placement" />
      <NumberField form={form} name="children" label="How many people are placed together" width={2}
        value={first?.children ?? 1} />
      <ChoiceField form={form} name="urgency" label="How urgent it is" value={first?.urgency}
        hint="It fixes how long homes have at least to answer."
        choices={choicesOf(urgencies)} />
      <DateField form={form} name="need_by" label="Needed by" value={first?.need_by} />
    </section>
  );
}

function Whom({ form, first }: PartProps) {
  const doubted = ['portrait', 'portrait-age_band', 'portrait-summary'].some((name) => form.error(name));
  const held = first !== undefined && first.identifiers !== undefined && first.identifiers !== 'none';
  return (
    <section>
      <Heading>The person</Heading>
      <InsetText>
        Every home in reach reads this. Write no names, dates of birth, addresses or numbers that
        say who somebody is.
      </InsetText>
      <TextField form={form} name="portrait-age_band" label="Age band" width={10}
        hint="For example, 13-15 or over 80" value={first?.portrait?.age_band} />
      <ProseField form={form} name="portrait-summary" label="Portrait" rows={8} most={10_000}
        hint="What the person is like, and what a good day needs" value={first?.portrait?.summary} />
      {(doubted || held) && (
        <Checkboxes idPrefix="hold_identifiers" name="hold_identifiers"
          hint={{ text: 'The draft is then kept as it is. A colleague has to let the words stand before it is published.' }}
          items={[{
            value: 'yes', text: 'What looks like an identifier here is none',
            attributes: { defaultChecked: held },
          }]}
          fieldset={{ legend: { text: 'Words that look like an identifier', classes: 'govuk-fieldset__legend--s' } }} />
      )}
    </section>
  );
}

function Where({ form, first }: PartProps) {
  return (
    <section>
      <Heading>Where</Heading>
      <TextField form={form} name="origin_postcode" label="Postcode from which distances are measured" width={10}
        hint="Homes see its first half only" value={first?.origin_postcode} />
      <NumberField form={form} name="radius_miles" label="How far away a home may be" suffix="miles"
        hint="In a straight line. Every accredited home within it is invited; none can be left out."
        value={first?.radius_miles} />
    </section>
  );
}

function Asked({ form, first }: PartProps) {
  return (
    <section>
      <Heading>What homes are asked for</Heading>
      <Rows form={form} name="needs" one="need" legend="Needs" first={first?.needs ?? [undefined]}
        hint="A home says which it can meet, and earns the marks of those."
        row={(at, need) => (
          <>
            <Item form={form} at={at} label="What is needed" value={need} />
            <NumberField form={form} name={`${at}-mark`} label="Marks" width={3} value={need?.mark} />
          </>
        )} />
      <Rows form={form} name="features" one="feature" legend="Features of the home"
        first={first?.features ?? []}
        hint="Such as a garden. A required one excludes every bid without it, so use it sparingly."
        row={(at, feature) => <FeatureRow form={form} at={at} feature={feature} />} />
      <Rows form={form} name="outcomes" one="outcome" legend="Outcomes" first={first?.outcomes ?? [undefined]}
        hint="What the placement is to achieve. Each bid answers with one text, which you score."
        row={(at, outcome) => <Item form={form} at={at} label="What is to be achieved" value={outcome} />} />
    </section>
  );
}

function Item({ form, at, label, value }: {
  form: FormState; at: string; label: string; value?: { code: string; text: string };
}) {
  return (
    <>
      <input type="hidden" name={`${at}-code`} value={value?.code ?? ''} />
      <TextField form={form} name={`${at}-text`} label={label} value={value?.text} />
    </>
  );
}

function FeatureRow({ form, at, feature }: {
  form: FormState; at: string; feature?: Schemas['Feature'];
}) {
  const [must, setMust] = useState(feature?.must ?? false);
  return (
    <>
      <Item form={form} at={at} label="Feature" value={feature} />
      <Checkboxes idPrefix={`${at}-must`} name={`${at}-must`} classes="govuk-checkboxes--small"
        items={[{
          value: 'yes', text: 'Required: a bid without it is excluded',
          attributes: {
            defaultChecked: must, onChange: (event) => setMust(event.currentTarget.checked),
          },
        }]} />
      {!must && (
        <NumberField form={form} name={`${at}-mark`} label="Marks" width={3} value={feature?.mark} />
      )}
    </>
  );
}

function MoneyAndChoice({ form, first, category }: PartProps) {
  const mode = first?.choice_mode ?? category?.choice_mode;
  return (
    <section>
      <Heading>Budget and choice</Heading>
      <MoneyField form={form} name="budget_pence" value={first?.budget_pence}
        label={`Budget${category ? ` ${perUnit[category.price_unit]}` : ''} (optional)`}
        hint="For all people placed together. No provider is ever told." />
      <div key={category?.id}>
        <ChoiceField form={form} name="choice_mode" label="Who chooses between the best bids" value={mode}
          choices={Object.entries(choiceModes).map(([value, text]) => ({
            value, text, hint: value === category?.choice_mode ? 'As the category has it' : undefined,
          }))} />
      </div>
    </section>
  );
}

const same = (a: Schemas['ReferralWeights'], b: Schemas['ReferralWeights']) =>
  criterionNames.every((name) => a[name] === b[name]);

function Scoring({ form, first, category }: PartProps) {
  const given = Boolean(first && category && !same(first.weights, category.weights));
  const [own, setOwn] = useState(given);
  const weights = first?.weights ?? category?.weights;
  return (
    <section id="weights" tabIndex={-1}>
      <Heading>How bids are scored</Heading>
      <Radios idPrefix="scoring" name="scoring"
        fieldset={{ legend: { text: 'What the 100 points are given for', classes: 'govuk-fieldset__legend--s' } }}
        errorMessage={form.error('weights')}
        attributes={{ onChange: ({ target }) => setOwn((target as HTMLInputElement).value === 'own') }}
        items={[{
          value: 'category', text: 'As the category has it', hint: category && { text: inALine(category.weights) },
          attributes: { defaultChecked: !given },
        }, {
          value: 'own', text: 'Otherwise, for this referral alone', attributes: { defaultChecked: given },
        }]} />
      {own && criterionNames.map((name) => (
        <NumberField key={`${category?.id} ${name}`} form={form} name={`weights-${name}`} label={criteria[name]}
          width={3} suffix="points" value={weights?.[name]} />
      ))}
    </section>
  );
}

function Deadline({ form, first, category }: PartProps) {
  const hours = category?.response_hours;
  return (
    <section>
      <Heading>Deadline for bids</Heading>
      {hours && (
        <p class="govuk-body">
          {'From publication to the deadline homes have at least '}
          {Object.entries(urgencies).map(([urgency, text]) =>
            `${hours[urgency as Schemas['Urgency']]} hours (${text.toLowerCase()})`).join(', ')}.
        </p>
      )}
      <InstantField form={form} name="deadline" label="Deadline" value={first?.deadline} />
    </section>
  );
}
