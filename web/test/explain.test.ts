// explain.test.ts - the words about a ranking against core/'s worked example.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Schemas } from '../src/api/client.ts';
import { linesOf, locationMarks, offerOf, standingOf } from '../src/council/explain.ts';

const common = {
  compliant: true, reasons: [], flags: [], tie_break: null, sealed_sha256: '0'.repeat(64),
  needs_total: 20, features_total: 10,
};

// Two bids of the example for day placements.
const ranking: Schemas['Ranking'] = {
  referral_id: 'r', locked_at: '2026-11-25T10:00:00Z', sha256: '0'.repeat(64), miles_per_mark: 10,
  weights: { price: 50, outcomes: 12, needs: 8, features: 5, location: 5, core: 20 },
  lowest_price_pence: 3_690_000,
  bids: [{
    ...common, bid_id: 'a2', establishment_id: 'e2', name: 'Beechwood', price_pence: 4_920_000, miles: 10,
    core_score: 86, outcome_score: 5, needs_met: 20, features_met: 9,
    scores: { price: 37.5, outcomes: 12, needs: 8, features: 4.5, location: 4, core: 17.2 },
    quality: 45.7, total: 83.2, rank: 1, gap: 0,
  }, {
    ...common, bid_id: 'a3', establishment_id: 'e3', name: 'Chalk Hill', price_pence: 3_955_000, miles: 23.7,
    core_score: 60, outcome_score: 3, needs_met: 14, features_met: 6,
    scores: { price: 46.6498, outcomes: 7.2, needs: 5.6, features: 3, location: 3, core: 12 },
    quality: 30.8, total: 77.4498, rank: 2, gap: 5.7502,
  }],
  choice: { mode: 'top3_within_5', offered: [] },
};

test('marks for location fall at each full distance', () => {
  const marks = [0, 9.99, 10, 19.95, 20, 29.99, 30, 39.99, 40, 49.99, 50, 120].map((miles) => locationMarks(miles, 10));
  assert.deepEqual(marks, [5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0]);
});

test('each figure stands with the sum that makes it', () => {
  const lines = linesOf(ranking, ranking.bids[0]!)!;
  assert.deepEqual(lines.map(({ figure }) => figure),
    ['37.5000', '12.0000', '8.0000', '4.5000', '4.0000', '17.2000', '45.7000', '83.2000']);
  assert.match(lines[0]!.how, /^50 × £36,900 ÷ £49,200/);
  assert.match(lines[4]!.how, /^5 × 4 ÷ 5: at 10 miles it has 4 marks/);
  // What is written, worked out by hand, is what was scored.
  for (const { how, figure } of lines.slice(0, 6)) {
    const [worth, got, of] = /^(\d+) × £?([\d,.]+) ÷ £?([\d,.]+)/.exec(how)!.slice(1)
      .map((text) => Number(text.replace(/,/g, '').replace(/[.]$/, '')));
    assert.equal((worth! * got! / of!).toFixed(4), figure);
  }
});

test('a bid is told where it gained and lost', () => {
  assert.deepEqual(standingOf(ranking, ranking.bids[0]!), ['It has the highest total, 83.2000 of 100 points.']);
  assert.equal(standingOf(ranking, ranking.bids[1]!)[1],
    'Against Beechwood it has 9.1498 more for price, 5.2000 fewer for carried score, 4.8000 fewer for outcomes, '
    + '2.4000 fewer for needs, 1.5000 fewer for features, 1.0000 fewer for location.');
});

test('without near-equals there is no choice', () => {
  assert.match(offerOf(ranking), /no choice to be made/);
});
