// asked.tsx - what a referral asks, as a summary to read and to check.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import type { Fault } from '#api/problem.ts';
import { SummaryList } from '#components/index.ts';
import { atTime, money, onDay, plural, urgencies } from '#site/words.ts';
import { linkTo } from './frame.tsx';
import { choiceModes, inALine, inMiles, perUnit } from './words.ts';

type Referral = Schemas['Referral'];

const list = (items: string[]): ComponentChildren => (items.length === 0 ? 'None' : (
  <ul class="govuk-list">{items.map((item) => <li>{item}</li>)}</ul>
));

const feature = ({ text, must, mark }: Schemas['Feature']) =>
  (must ? `${text} (required)` : `${text} (${plural(mark, 'mark')})`);

// [what it is called, its value, the field of the form that changes it]
const rowsOf = (referral: Referral): [string, ComponentChildren, string][] => [
  ['Category', referral.category.name, 'category_id'],
  ['Also invited', referral.categories.length === 0 ? 'Homes of this category only'
    : `Homes of ${plural(referral.categories.length, 'other category', 'other categories')}`, 'category_id'],
  ['Title', referral.title, 'title'],
  ['People placed together', String(referral.children), 'children'],
  ['Urgency', urgencies[referral.urgency], 'urgency'],
  ['Needed by', onDay(referral.need_by), 'need_by'],
  ['Age band', referral.portrait?.age_band ?? 'Not shown any more', 'portrait-age_band'],
  ['Portrait', <span class="prose">{referral.portrait?.summary}</span>, 'portrait-summary'],
  ['Distance', `${inMiles(referral.radius_miles ?? 0)} around ${referral.origin_postcode}`, 'radius_miles'],
  ['Needs', list(referral.needs.map(({ text, mark }) => `${text} (${plural(mark, 'mark')})`)), 'needs'],
  ['Features', list(referral.features.map(feature)), 'features'],
  ['Outcomes', list(referral.outcomes.map(({ text }) => text)), 'outcomes'],
  ['Budget', typeof referral.budget_pence === 'number'
    ? `${money(referral.budget_pence)} ${perUnit[referral.price_unit]}, never shown to providers` : 'None', 'budget_pence'],
  ['Choice', choiceModes[referral.choice_mode], 'choice_mode'],
  ['Points', inALine(referral.weights), 'weights'],
  ['Deadline', atTime(referral.deadline), 'deadline'],
];

const placeOf = (referral: Referral, field: string): string => `${linkTo(referral, 'edit')}#${field}`;

// The part of the draft that a fault is about: "weights" of "weights-price".
export function partOf(referral: Referral, fault: string): Fault['elsewhere'] {
  const [text, , field] = rowsOf(referral).find(([, , field]) => `${fault}-`.startsWith(`${field}-`)) ?? [];
  return text && field ? { text, href: placeOf(referral, field) } : undefined;
}

export function WhatWasAsked({ referral, change }: { referral: Referral; change?: boolean }) {
  return (
    <SummaryList rows={rowsOf(referral).map(([key, value, field]) => ({
      key: { text: key },
      value: { text: value },
      actions: change ? { items: [{
        text: 'Change', href: placeOf(referral, field), visuallyHiddenText: key.toLowerCase(),
      }] } : undefined,
    }))} />
  );
}
