// filters.ts - by what a council narrows its lists.
// SPDX-License-Identifier: Apache-2.0
import type { Filter } from '#lists/list.tsx';
import type { Offering } from './load.ts';

export const nameOf = ({ scheme, category }: Offering): string => `${scheme.name}: ${category.name}`;

export const categoryFilter = (offerings: Offering[]): Filter => ({
  name: 'category_id', label: 'Category', all: 'All categories',
  options: offerings.map((offering) => ({ value: offering.category.id, text: nameOf(offering) })),
});

export const schemeFilter = (offerings: Offering[]): Filter => ({
  name: 'scheme_id', label: 'Scheme', all: 'All schemes',
  options: [...new Map(offerings.map(({ scheme }) => [scheme.id, scheme.name]))]
    .map(([value, text]) => ({ value, text })),
});
