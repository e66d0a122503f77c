// Sets what a scheme is measured by: service levels, critical mass, budget.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { ChoiceField, choicesOf, MoneyField, NumberField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import type { Values } from '#forms/values.ts';
import { kinds, measures } from '#lead/reached.tsx';
import { loadScheme, schemeAddress, SchemeFrame } from '#lead/scheme-frame.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const title = 'Change what is aimed at';

type Targets = Schemas['SchemeTargets'];
type Line = Schemas['BudgetLine'];

interface Whole {
  scheme: Schemas['Scheme'];
  targets: Answer<Targets>;
}

const levels = Object.keys(measures) as (keyof typeof measures)[];
const masses = { homes: 'Active homes of a category, at least', bids_per_referral: 'Bids for each referral of a category, at least' };
const leasts = Object.keys(masses) as (keyof typeof masses)[];

// Only what is aimed at: what is left empty is no target of nought.
const given = <Name extends string>(values: Values, place: string, names: Name[]): Partial<Record<Name, number>> =>
  Object.fromEntries(names.map((name) => [name, values.optionalNumber(`${place}-${name}`)]).filter(([, value]) => value !== null));

const readTargets = (values: Values): Targets => ({
  service_levels: given(values, 'service_levels', levels),
  critical_mass: given(values, 'critical_mass', leasts),
  budget_lines: values.rows('budget_lines', (at) => ({
    name: values.text(`${at}-name`),
    kind: values.chosen<Line['kind']>(`${at}-kind`, 'Say whether it is spent once or each year'),
    planned_pence: values.pence(`${at}-planned_pence`),
    spent_pence: values.optionalPence(`${at}-spent_pence`) ?? 0,
    contingency_percent: values.optionalNumber(`${at}-contingency_percent`) ?? 0,
  })),
});

const BudgetLine = ({ form, at, of }: { form: FormState; at: string; of: Line | undefined }) => (
  <>
    <TextField form={form} name={`${at}-name`} label="What it is for" width={30} value={of?.name} />
    <ChoiceField form={form} name={`${at}-kind`} label="Spent" inline small choices={choicesOf(kinds)} value={of?.kind} />
    <MoneyField form={form} name={`${at}-planned_pence`} label="Planned" value={of?.planned_pence} />
    <NumberField form={form} name={`${at}-contingency_percent`} label="Contingency on top (optional)" suffix="%" value={of?.contingency_percent} />
    <MoneyField form={form} name={`${at}-spent_pence`} label="Spent so far (optional)" value={of?.spent_pence} />
  </>
);

function Change({ data: { scheme, targets } }: View<Whole>) {
  const { service_levels, critical_mass, budget_lines } = targets.data;
  const form = useForm({
    read: readTargets,
    send: (body) => answer(api.PUT('/v1/schemes/{scheme_id}/targets',
      { params: { path: { scheme_id: scheme.id }, header: { 'If-Match': targets.etag } }, body })),
    done: () => goTo(schemeAddress(scheme.id, 'targets'), 'The targets are set'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">Leave empty what is not aimed at.</p>
      <h2 class="govuk-heading-m">Service levels</h2>
      {levels.map((name) => (
        <NumberField key={name} form={form} name={`service_levels-${name}`} label={measures[name]} value={service_levels[name]} />
      ))}
      <h2 class="govuk-heading-m">Critical mass</h2>
      <p class="govuk-body">Where a category has less, the reports warn of it.</p>
      {leasts.map((name) => (
        <NumberField key={name} form={form} name={`critical_mass-${name}`} label={masses[name]} value={critical_mass[name]} />
      ))}
      <Rows form={form} name="budget_lines" one="line" legend="Budget" first={budget_lines}
        row={(at, of) => <BudgetLine form={form} at={at} of={of} />} />
      <SendButton form={form} text="Save" />
    </Form>
  );
}

void screen<Whole>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, targets] = await Promise.all([
      loadScheme(scheme_id), answer(api.GET('/v1/schemes/{scheme_id}/targets', { params: { path: { scheme_id } } })),
    ]);
    return { scheme, targets };
  },
  title: ({ scheme }) => `${title}: ${scheme.name}`,
  view: (view) => (
    <SchemeFrame scheme={view.data.scheme} title={title} under={[{ page: 'targets', text: 'Targets and budget' }]}>
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><Change {...view} /></div></div>
    </SchemeFrame>
  ),
});
