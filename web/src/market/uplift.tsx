// uplift.tsx - a request to raise one cost of a home, told in pounds to both sides.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { atTime, money, onDay } from '#site/words.ts';
import { categoryOf } from './load.ts';
import { UpliftTag } from './tags.tsx';

export type Uplift = Schemas['Uplift'];

// What is asked, of which home, and what its costs are on the day it would count.
export interface Raise {
  uplift: Uplift;
  accreditation: Schemas['Accreditation'];
  category: Schemas['Category'];
  figures: Schemas['Figures'];
}

export async function loadRaise(accreditation_id: string, uplift_id: string): Promise<Raise> {
  const path = { accreditation_id };
  const [uplift, accreditation] = await Promise.all([
    body(api.GET('/v1/accreditations/{accreditation_id}/uplifts/{uplift_id}', { params: { path: { ...path, uplift_id } } })),
    body(api.GET('/v1/accreditations/{accreditation_id}', { params: { path } })),
  ]);
  const [category, figures] = await Promise.all([
    categoryOf(accreditation.category_id),
    body(api.GET('/v1/accreditations/{accreditation_id}/figures', { params: { path, query: { on: uplift.effective_on } } })),
  ]);
  return { uplift, accreditation, category, figures };
}

export const upliftsOf = (accreditation_id: string): Promise<Uplift[]> =>
  everything((cursor) => body(api.GET('/v1/uplifts', { params: { query: { accreditation_id, cursor } } })));

type Heads = Pick<Schemas['Category'], 'cost_heads'>;

export const headName = ({ cost_heads }: Heads, code: string): string =>
  cost_heads.find((head) => head.code === code)?.name ?? code;

const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 2 });

// "£12,300, £300 (2.5%) more than £12,000"; a share of nothing is none.
export const raised = (from: number, to: number): string =>
  `${money(to)}, ${money(to - from)}${from > 0 ? ` (${percent.format((to - from) / from)})` : ''} more than ${money(from)}`;

export const granted = ({ decision, appeal_decision }: Uplift): number | null =>
  appeal_decision?.granted_pence ?? decision?.granted_pence ?? null;

const given = (from: number, pence: number | null): string => (pence === null ? 'Nothing' : raised(from, pence));

// Whether it is still open what becomes of it.
export const isOpen = ({ state }: Uplift): boolean => state === 'asked' || state === 'appealed';

function Together({ uplift: { head, amount_pence, effective_on }, category, figures }: Raise) {
  const now = figures.core_total_pence;
  const then = now - (figures.core_pence[head] ?? 0) + amount_pence;
  const above = figures.council_caps.filter(({ core_cap_pence }) => core_cap_pence < then);
  return (
    <Facts
      of={[
        [`All core costs on ${onDay(effective_on)}`, `${money(now)} a ${category.price_unit}`],
        ['With all that is asked', `${money(then)} a ${category.price_unit}`],
        ['Cap of the category', figures.core_cap_pence === null ? 'There is none' : money(figures.core_cap_pence)],
        above.length > 0 && ['Caps of councils that it would be above',
          above.map(({ organisation, core_cap_pence }) => `${organisation.name}, ${money(core_cap_pence)}`).join('; ')],
      ]}
    />
  );
}

// Everything that was asked, decided, appealed and decided again.
export function UpliftStory(raise: Raise) {
  const { uplift, category } = raise;
  const { decision, appeal, appeal_decision, from_pence } = uplift;
  return (
    <>
      <Facts
        of={[
          ['State', <UpliftTag state={uplift.state} />],
          ['Cost', `${headName(category, uplift.head)}, a ${category.price_unit}`],
          ['Asked for', raised(from_pence, uplift.amount_pence)],
          ['From', onDay(uplift.effective_on)],
          uplift.formula !== null && ['By the formula', uplift.formula],
          ['Asked on', onDay(uplift.asked_at)],
        ]}
      />
      {isOpen(uplift) && <Together {...raise} />}
      <h2 class="govuk-heading-m">Why it is asked</h2>
      <Quoted text={uplift.evidence} />
      {decision && (
        <>
          <h2 class="govuk-heading-m">Decision</h2>
          <Facts of={[['Granted', given(from_pence, decision.granted_pence)], ['Decided', atTime(decision.decided_at)],
            ['Last day to appeal', onDay(decision.appeal_until)]]} />
          <Quoted text={decision.reason} />
        </>
      )}
      {appeal && (
        <>
          <h2 class="govuk-heading-m">{`Appeal of ${onDay(appeal.appealed_at)}`}</h2>
          <Quoted text={appeal.reason} />
        </>
      )}
      {appeal_decision && (
        <>
          <h2 class="govuk-heading-m">Decision on the appeal</h2>
          <Facts of={[['Granted', appeal_decision.granted_pence === null ? 'Nothing more' : raised(from_pence, appeal_decision.granted_pence)],
            ['Decided', atTime(appeal_decision.decided_at)]]} />
          <Quoted text={appeal_decision.reason} />
        </>
      )}
    </>
  );
}

// Those of one accreditation; `address` ends before the id of one.
export function Uplifts({ items, category, address }: { items: Uplift[]; category: Heads; address: string }) {
  return (
    <WideTable caption="Requests to raise a cost" firstCellIsHeader
      head={[{ text: 'Cost' }, { text: 'From' }, { text: 'Before', format: 'numeric' }, { text: 'Asked for', format: 'numeric' },
        { text: 'Granted', format: 'numeric' }, { text: 'State' }]}
      rows={items.map((uplift) => [
        { text: (
          <a class="govuk-link" href={`${address}${uplift.id}/`}>
            {headName(category, uplift.head)}<span class="govuk-visually-hidden">{`, asked on ${onDay(uplift.asked_at)}`}</span>
          </a>
        ) },
        { text: onDay(uplift.effective_on) },
        { text: money(uplift.from_pence), format: 'numeric' },
        { text: money(uplift.amount_pence), format: 'numeric' },
        { text: granted(uplift) === null ? '–' : money(granted(uplift)!), format: 'numeric' },
        { text: <UpliftTag state={uplift.state} /> },
      ])} />
  );
}
