// timeline.test.ts - what stands in the history of a referral.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { h } from 'preact';
import { render } from 'preact-render-to-string';

import type { Schemas } from '../src/api/client.ts';
import type { Decision, Turn } from '../src/council/load.ts';
import { Timeline } from '../src/council/timeline.tsx';

const nothing: Decision = { ranking: null, choice: null, choiceTag: '', budget: null, award: null, offered: [] };

function historyOf(referral: Partial<Schemas['Referral']>, turns: Turn[] = []): string[] {
  const whole = {
    created_at: '2026-11-20T09:00:00Z', published_at: '2026-11-20T10:00:00Z', deadline: '2026-11-25T12:00:00Z',
    opened_at: null, ...referral,
  } as Schemas['Referral'];
  const html = render(h(Timeline, { referral: whole, decision: nothing, turns }));
  return [...html.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, what]) => what!);
}

test('the deadline is in the history once it has come', () => {
  const published = ['Drafted', 'Published'];
  assert.deepEqual(historyOf({ state: 'open' }), published);
  assert.deepEqual(historyOf({ state: 'closed' }), [...published, 'Deadline for bids']);
  assert.deepEqual(historyOf({ state: 'opened', opened_at: '2026-11-25T12:30:00Z' }),
    [...published, 'Deadline for bids', 'Bids opened']);
});

test('of a cancelled referral the deadline stands there only where it came first', () => {
  const cancelled = (at: string, published_at: string | null = '2026-11-20T10:00:00Z') => historyOf(
    { state: 'cancelled', published_at },
    [{ type: 'referral.extended', at: '2026-11-21T10:00:00Z' }, { type: 'referral.cancelled', at }]).slice(-2);
  assert.deepEqual(cancelled('2026-11-25T11:59:59.999Z'), ['Extended: more time or distance', 'Cancelled']);
  assert.deepEqual(cancelled('2026-11-25T12:00:00.001Z'), ['Deadline for bids', 'Cancelled']);
  assert.deepEqual(cancelled('2026-11-26T12:00:00Z', null), ['Extended: more time or distance', 'Cancelled']);
});
