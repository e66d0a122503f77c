// A new category of a scheme: what is bought, who qualifies, how bids are scored.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { answer, api, everything, type Schemas } from '#api/client.ts';
import { ErrorMessage } from '#components/index.ts';
import { ratings } from '#directory/rating.tsx';
import { CheckField, ChoiceField, MoneyField, NumberField, ProseField, SelectField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import type { Values } from '#forms/values.ts';
import { askedOf, AskedFields } from '#lead/asked-fields.tsx';
import { choicesOf, registers, riskBands } from '#lead/choices.ts';
import { BlendFields, blendOf } from '#lead/core-blend.tsx';
import { listQuestions, type Question } from '#lead/library.ts';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { criteria, criterionNames } from '#market/criteria.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords, regulators, urgencies } from '#site/words.ts';

type New = Schemas['CategoryNew'];

interface Begun {
  scheme: Schemas['Scheme'];
  library: Question[];
}

// What the form shows of what has been typed so far.
interface Sums {
  weights: number;
  statements: number;
  staged: boolean;
}

const wordsOf = (values: string[]) => values.map((value) => ({ value, text: inWords(value) }));

const groups = wordsOf(['children', 'young_people', 'adults', 'older_people']);
const units = wordsOf(['week', 'month', 'year']);
const floors = [{ value: '', text: 'Not said' }, ...(['outstanding', 'good', 'requires_improvement'] as const).map((value) => ({ value, text: ratings[value] })),
  { value: 'none', text: 'Every rating is admitted' }];
const exclusions = [{ value: '', text: 'No' }, { value: 'mandatory', text: 'Mandatory' }, { value: 'discretionary', text: 'Discretionary' }];
const modes = [
  { value: 'none', text: 'The best bid is awarded' },
  { value: 'top3_within_5', text: 'The family chooses among up to three bids within five points of the best' },
  { value: 'any_within_budget', text: 'The family chooses among all suitable bids within the budget' },
];
const levels = [{ value: 'provider', text: 'The provider as a whole' }, { value: 'establishment', text: 'Each home' }];
const dues = [{ value: 'entry', text: 'With the application' }, { value: 'award', text: 'When a placement is signed' }];
const documents: Schemas['DocumentKind'][] = [
  'employers_liability_insurance', 'public_liability_insurance', 'professional_indemnity_insurance', 'motor_insurance', 'accounts',
  'registration_certificate', 'inspection_report', 'statement_of_purpose', 'safeguarding_policy', 'business_continuity_plan',
  'health_and_safety_policy', 'equality_policy', 'environmental_policy', 'data_protection_policy', 'ico_registration', 'dspt_assessment',
];
const usualHours: New['response_hours'] = { emergency: 2, urgent: 4, next_day: 24, standard: 72, planned: 240 };
const hours = Object.keys(usualHours) as (keyof typeof usualHours)[];

const eachOf = <Name extends string>(names: Name[], value: (name: Name) => number) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, number>;

const read = (values: Values): New => ({
  code: values.text('code'),
  name: values.text('name'),
  client_group: values.chosen<New['client_group']>('client_group', 'Choose for whom it is'),
  regulator: values.chosen<New['regulator']>('regulator', 'Choose the regulator'),
  listed: values.checked('listed'),
  suitability: values.text('suitability'),
  price_unit: values.chosen<New['price_unit']>('price_unit', 'Choose by what prices are'),
  requirements: values.rows('requirements', (at) => ({
    ...askedOf(values, at),
    exclusion: (values.optional(`${at}-exclusion`) ?? undefined) as Schemas['ExclusionKind'] | undefined,
  })),
  statements: values.rows('statements', (at) => ({
    ...askedOf(values, at),
    weight: values.number(`${at}-weight`),
    co_produced: values.checked(`${at}-co_produced`), scorer_group: values.optional(`${at}-scorer_group`),
  })),
  cost_heads: values.rows('cost_heads', (at) => ({ code: values.text(`${at}-code`), name: values.text(`${at}-name`) })),
  schedules: values.rows('schedules', (at) => ({
    code: values.text(`${at}-code`), name: values.text(`${at}-name`), unit: values.text(`${at}-unit`) as Schemas['ScheduleUnit'],
  })),
  evidence: values.rows('evidence', (at) => ({
    kind: values.chosen<Schemas['DocumentKind']>(`${at}-kind`, 'Choose the document'),
    level: values.text(`${at}-level`) as Schemas['EvidenceLevel'],
    due: values.text(`${at}-due`) as Schemas['EvidenceDue'],
    count: values.number(`${at}-count`),
    minimum_cover_pence: values.optionalPence(`${at}-minimum_cover_pence`),
  })),
  core_cap_pence: values.optionalPence('core_cap_pence'),
  rating_floor: values.optional('rating_floor') as Schemas['RatingFloor'] | null,
  weights: eachOf(criterionNames, (name) => values.number(`weights-${name}`)),
  weights_rationale: values.optional('weights_rationale') ?? undefined,
  highest_risk: (values.optional('highest_risk') ?? undefined) as Schemas['RiskBand'] | undefined,
  dfe_registration: values.checked('dfe_registration'),
  miles_per_mark: values.number('miles_per_mark'),
  choice_mode: values.chosen<New['choice_mode']>('choice_mode', 'Choose who chooses'),
  evaluators: values.number('evaluators'),
  assessors: values.number('assessors'),
  openers: values.number('openers'),
  core_blend: blendOf(values),
  due_diligence: values.all('due_diligence') as Schemas['RegisterKind'][],
  response_hours: eachOf(hours, (name) => values.number(`response_hours-${name}`)),
});

// Of all number fields whose names fit; what is no number yet counts nothing.
const sumOf = (form: HTMLElement, fits: string): number =>
  [...form.querySelectorAll<HTMLInputElement>(`input[name^="${fits}"]`)]
    .filter(({ name }) => fits === 'weights-' || name.endsWith('-weight'))
    .reduce((sum, { value }) => sum + (Number(value) || 0), 0);

function Sum({ of, sum }: { of: string; sum: number }) {
  return (
    <p class="govuk-body" role="status">
      <strong class="numeric">{`${of}: ${sum} of 100`}</strong>
      {sum !== 100 && ` – ${sum < 100 ? `${100 - sum} missing` : `${sum - 100} too many`}`}
    </p>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return <section class="marked"><h2 class="govuk-heading-m">{title}</h2>{children}</section>;
}

// What is wrong with several fields together.
function Fault({ form, name }: { form: FormState; name: string }) {
  const error = form.error(name);
  return error ? <ErrorMessage id={`${name}-error`}>{error.text}</ErrorMessage> : null;
}

function Basics({ form }: { form: FormState }) {
  return (
    <Group title="What is bought">
      <TextField form={form} name="name" label="Name" />
      <TextField form={form} name="code" label="Short name" hint="Small letters, digits and hyphens, such as ‘sen-day’" width={20} />
      <ChoiceField form={form} name="client_group" label="For whom" inline choices={groups} />
      <ChoiceField form={form} name="regulator" label="Regulator" choices={choicesOf(regulators)} />
      <ChoiceField form={form} name="price_unit" label="Prices are by the" inline choices={units} />
      <ProseField form={form} name="suitability" label="Why a market that is always open suits this need" most={10000} rows={3} />
      <CheckField form={form} name="listed" label="Directory" values={['yes']} choices={[{ value: 'yes', text: 'Its homes stand in the public directory' }]} />
    </Group>
  );
}

function Qualifying({ form, sums: { statements, staged }, library }: { form: FormState; sums: Sums; library: Question[] }) {
  const of = (kind: Question['kind']) => library.filter((one) => one.kind === kind);
  return (
    <Group title="Who qualifies">
      <CheckField form={form} name="two_stages" label="Stages"
        choices={[{ value: 'yes', text: 'Ask in two stages', hint: 'Little at first, the rest and the costs of those that passed' }]} />
      <Rows form={form} name="requirements" one="requirement" legend="Requirements" hint="Each passes or does not" first={[undefined]}
        row={(at) => (
          <AskedFields form={form} at={at} library={of('requirement')} staged={staged}>
            <SelectField form={form} name={`${at}-exclusion`} label="Is it a ground of exclusion?" choices={exclusions} />
          </AskedFields>
        )} />
      <Rows form={form} name="statements" one="statement" legend="Statements" hint="Each is scored 0 to 5; their weights sum to 100" first={[undefined]}
        row={(at) => (
          <AskedFields form={form} at={at} library={of('statement')} staged={staged}>
            <NumberField form={form} name={`${at}-weight`} label="Weight" />
            <CheckField form={form} name={`${at}-co_produced`} label="Made together"
              choices={[{ value: 'yes', text: 'Made with those whom it is about' }]} />
            <TextField form={form} name={`${at}-scorer_group`} label="For whom a scorer has to speak (optional)"
              hint="Such as a panel of young people. It takes at least two people who score" />
          </AskedFields>
        )} />
      <Sum of="Weights of the statements" sum={statements} />
      <Rows form={form} name="evidence" one="document" legend="Documents" first={[]}
        row={(at) => (
          <>
            <SelectField form={form} name={`${at}-kind`} label="Document" choices={[{ value: '', text: 'Choose' }, ...wordsOf(documents)]} />
            <SelectField form={form} name={`${at}-level`} label="Of" choices={levels} />
            <SelectField form={form} name={`${at}-due`} label="When" choices={dues} />
            <NumberField form={form} name={`${at}-count`} label="How many (years of accounts)" value={1} />
            <MoneyField form={form} name={`${at}-minimum_cover_pence`} label="Least cover (of an insurance)" />
          </>
        )} />
      <SelectField form={form} name="rating_floor" label="Lowest rating admitted" choices={floors} />
      <SelectField form={form} name="highest_risk" label="Highest financial risk admitted" choices={[{ value: '', text: 'None is asked about' }, ...choicesOf(riskBands)]} />
      <CheckField form={form} name="due_diligence" label="Registers that somebody looks into" choices={choicesOf(registers)} />
      <CheckField form={form} name="dfe_registration" label="Department for Education" choices={[{ value: 'yes', text: 'A home needs a registration there' }]} />
      <NumberField form={form} name="assessors" label="People who score the statements of a home" value={1} />
    </Group>
  );
}

function Costs({ form }: { form: FormState }) {
  return (
    <Group title="Costs">
      <Rows form={form} name="cost_heads" one="cost head" legend="Cost heads" first={[undefined]}
        row={(at) => (
          <>
            <TextField form={form} name={`${at}-name`} label="Name" />
            <TextField form={form} name={`${at}-code`} label="Short name" width={20} />
          </>
        )} />
      <Rows form={form} name="schedules" one="offer" legend="Offers besides" first={[]}
        hint="What a home may offer at a fixed price, such as a therapy. No part of a bid or a score"
        row={(at) => (
          <>
            <TextField form={form} name={`${at}-name`} label="Name" />
            <TextField form={form} name={`${at}-code`} label="Short name" width={20} />
            <SelectField form={form} name={`${at}-unit`} label="Priced by the" choices={wordsOf(['week', 'term', 'year', 'hour', 'session'])} />
          </>
        )} />
      <MoneyField form={form} name="core_cap_pence" label="Highest core cost (optional)" hint="Of all heads together" />
    </Group>
  );
}

function Scoring({ form, weights }: { form: FormState; weights: number }) {
  return (
    <Group title="How a bid is scored">
      <p class="govuk-body">Points out of 100. They are published with their reasons.</p>
      <div id="weights" role="group" aria-label="Points" tabIndex={-1}>
        {criterionNames.map((name) => <NumberField key={name} form={form} name={`weights-${name}`} label={criteria[name]} />)}
        <Fault form={form} name="weights" />
      </div>
      <Sum of="Points" sum={weights} />
      <BlendFields form={form} />
      <ProseField form={form} name="weights_rationale" label="Why price and quality weigh so" hint="Public" most={10000} rows={3} />
      <NumberField form={form} name="miles_per_mark" label="Miles that cost one of five marks for location" value={10} />
      <ChoiceField form={form} name="choice_mode" label="Who chooses" choices={modes} />
      <NumberField form={form} name="evaluators" label="People who score each text of a bid" value={1} />
      <NumberField form={form} name="openers" label="People it takes to open the bids" value={1} />
    </Group>
  );
}

function NewCategory({ data: { scheme, library } }: View<Begun>) {
  const [sums, setSums] = useState<Sums>({ weights: 0, statements: 0, staged: false });
  const form = useForm({
    read,
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/categories', { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data: { name } }) => goTo(schemeAddress(scheme.id), `${name} is added`),
  });
  const add = ({ currentTarget }: { currentTarget: HTMLElement }) =>
    setSums({
      weights: sumOf(currentTarget, 'weights-'), statements: sumOf(currentTarget, 'statements-'),
      staged: currentTarget.querySelector<HTMLInputElement>('input[name="two_stages"]')!.checked,
    });
  return (
    <div onInput={add}>
      <Form form={form}>
        <Basics form={form} />
        <Qualifying form={form} sums={sums} library={library} />
        <Costs form={form} />
        <Scoring form={form} weights={sums.weights} />
        <Group title="Least hours to answer a referral">
          {hours.map((name) => (
            <NumberField key={name} form={form} name={`response_hours-${name}`} label={urgencies[name]} value={usualHours[name]}
              suffix="hours" />
          ))}
        </Group>
        <SendButton form={form} text="Add the category" />
      </Form>
    </div>
  );
}

void screen<Begun>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, library] = await Promise.all([
      loadScheme(scheme_id), everything((cursor) => listQuestions(scheme_id, cursor, 100)),
    ]);
    return { scheme, library };
  },
  title: ({ scheme }) => `Add a category: ${scheme.name}`,
  view: (view) => (
    <SchemeFrame scheme={view.data.scheme} title="Add a category">
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><NewCategory {...view} /></div></div>
    </SchemeFrame>
  ),
});
