// criteria.ts - what a bid is scored for, and what decides between equals.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

type Criterion = keyof Schemas['Weights'];

export const criteria: Record<Criterion, string> = {
  price: 'Price', outcomes: 'Outcomes', needs: 'Needs', features: 'Features', location: 'Location', core: 'Carried score',
};

export const criterionNames = Object.keys(criteria) as Criterion[];

export const ties: Record<Schemas['TieBreak'], string> = {
  quality: 'the higher quality', outcomes: 'the higher points for outcomes', core: 'the higher carried score',
  distance: 'the shorter distance',
  draw: 'a draw that nobody could steer and everybody can repeat, made from the sealed bids’ fingerprints',
};
