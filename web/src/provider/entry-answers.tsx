// entry-answers.tsx - all that was answered for one home, to be looked over.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { SummaryList } from '#components/index.ts';
import { money } from '#site/words.ts';
import type { Category, Entry } from './applied.ts';

const yes = (answer: Schemas['RequirementAnswer'] | undefined) =>
  (answer ? `${answer.met ? 'Yes' : 'No'}${answer.note ? `: ${answer.note}` : ''}` : 'Not answered');

export function EntryAnswers({ home, category, entry, change }: {
  home: string; category: Category; entry: Entry; change?: string;
}) {
  const actions = (href: string, what: string) => (change === undefined ? undefined
    : { items: [{ text: 'Change', href: `${change}${href}`, visuallyHiddenText: what }] });
  const total = Object.values(entry.core_pence).reduce((sum, pence) => sum + pence, 0);
  const per = ` a ${category.price_unit}`;
  return (
    <SummaryList card={{ title: { text: `${home}: ${category.name}` } }} rows={[
      ...category.requirements.map(({ code, question }) => ({
        key: { text: question }, value: { text: yes(entry.requirements[code] ?? entry.common.requirements[code]) },
        actions: actions('requirements/', question),
      })),
      ...category.statements.map(({ code, question }) => ({
        key: { text: question },
        value: { text: entry.statements[code] ?? entry.common.statements[code] ?? 'Not answered' },
        actions: actions(`statements/?question=${code}`, question),
      })),
      ...category.cost_heads.map(({ code, name }) => ({
        key: { text: name }, value: { text: code in entry.core_pence ? money(entry.core_pence[code]!) + per : 'Not given' },
        actions: actions('costs/', name),
      })),
      { key: { text: 'Core costs together' }, value: { text: money(total) + per } },
      ...entry.discounts.map(({ from_child, percent }) => ({
        key: { text: `Discount from person ${from_child} on` }, value: { text: `${percent} %` },
        actions: actions('costs/', 'the discounts'),
      })),
      entry.dfe_number !== null && {
        key: { text: 'Number with the Department for Education' }, value: { text: entry.dfe_number },
        actions: actions('requirements/', 'the number'),
      },
    ]} />
  );
}
