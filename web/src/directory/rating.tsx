// rating.tsx - what a regulator thinks of a home, in words and not by colour alone.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';

type Rating = Schemas['Rating'];

export const ratings: Record<Rating, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  requires_improvement: 'Requires improvement',
  inadequate: 'Inadequate',
  not_rated: 'Not rated yet',
};

const looks: Record<Rating, string> = {
  outstanding: 'green', good: 'turquoise', requires_improvement: 'yellow',
  inadequate: 'red', not_rated: 'grey',
};

export function RatingTag({ rating }: { rating: Rating }) {
  return <Tag classes={`govuk-tag--${looks[rating]}`}>{ratings[rating]}</Tag>;
}
