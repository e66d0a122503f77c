// values.test.ts - what people type, read as the API wants it; and its words back.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fieldOf } from '../src/api/problem.ts';
import { Values } from '../src/forms/values.ts';
import { clocked, csvOf } from '../src/lists/csv.tsx';
import { timeLeft } from '../src/provider/deadline.tsx';
import { priceOf } from '../src/provider/price.ts';
import { atTime, inLondon, inWords, londonTime, money } from '../src/site/words.ts';

function typed(fields: Record<string, string>): Values {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    form.set(name, value);
  return new Values(form);
}

const faultsOf = ({ faults }: Values) => faults.map(({ field }) => field);

test('amounts are read as people write them, and are whole pence', () => {
  for (const [text, pence] of [
    ['1250', 125_000], ['1,250.50', 125_050], ['£ 3', 300], ['0.07', 7], ['999999999', 99_999_999_900],
  ] as const)
    assert.equal(typed({ price: text }).pence('price'), pence);
  for (const text of ['a lot', '1.5', '-3', '1250.505', '']) {
    const values = typed({ price: text });
    assert.equal(values.pence('price'), 0);
    assert.deepEqual(faultsOf(values), ['price']);
  }
  const none = typed({ price: ' ' });
  assert.equal(none.optionalPence('price'), null);
  assert.deepEqual(none.faults, []);
});

test('a number that cannot be read is one fault, not two', () => {
  for (const text of ['', 'two', '1e3', '0x10', '1.23456']) {
    const values = typed({ miles: text });
    assert.equal(values.number('miles'), 0);
    assert.deepEqual(faultsOf(values), ['miles']);
  }
  assert.equal(typed({ miles: '-1,000.25' }).number('miles'), -1000.25);
});

test('a day has to be in the calendar', () => {
  const day = (text: string) => {
    const [day = '', month = '', year = ''] = text.split(' ');
    const values = typed({ 'on-day': day, 'on-month': month, 'on-year': year });
    return values.date('on') || faultsOf(values)[0];
  };
  assert.equal(day('1 4 2027'), '2027-04-01');
  assert.equal(day('29 2 2028'), '2028-02-29');
  for (const text of ['29 2 2027', '31 4 2027', '0 4 2027', '1 13 2027', '1 4 27', '1 4', ''])
    assert.equal(day(text), 'on');
});

test('a time of day is read in the ways that people write it', () => {
  const at = (time: string) => {
    const values = typed({ 'by-day': '1', 'by-month': '12', 'by-year': '2027', 'by-time': time });
    return values.instant('by') || faultsOf(values)[0];
  };
  for (const [text, told] of [
    ['5pm', '17:00'], ['5:30 PM', '17:30'], ['17:00', '17:00'], ['9.15am', '09:15'], ['noon', '12:00'],
    ['12 midday', '12:00'], ['12am', '00:00'], ['12:05pm', '12:05'], ['00:00', '00:00'],
  ] as const)
    for (const [read, as] of [[at(text), `2027-12-01T${told}:00Z`], [typed({ starts: text }).clock('starts'), told]])
      assert.equal(read, as);
  for (const text of ['5', '25:00', '13pm', '0am', '10:60', 'soon', '']) {
    assert.equal(at(text), 'by');
    const values = typed({ starts: text });
    assert.equal(values.clock('starts'), '');
    assert.deepEqual(faultsOf(values), ['starts']);
  }
  assert.equal(typed({ 'by-time': '' }).optionalInstant('by'), null);
  const dayless = typed({ 'by-time': '5pm' });
  assert.equal(dayless.optionalInstant('by'), null);
  assert.deepEqual(faultsOf(dayless), ['by']);
});

test('the rows of a list are read by their places', () => {
  const values = typed({ 'needs-0-text': 'Speech', 'needs-2-text': 'Stairs', 'needs_met-0-text': 'No', 'needs-x-text': 'No' });
  assert.deepEqual(values.rows('needs', (at) => values.text(`${at}-text`)), ['Speech', 'Stairs']);
});

test('what has to be chosen and was not is a fault', () => {
  const values = typed({ rating: '' });
  values.chosen('rating', 'Choose the rating');
  values.chosen('scheme', 'Choose the scheme');
  assert.deepEqual(values.faults, [
    { field: 'rating', detail: 'Choose the rating' }, { field: 'scheme', detail: 'Choose the scheme' }]);
});

test('times are London’s, in winter, in summer and in the hours between', () => {
  assert.equal(inLondon('2027-01-15', 17 * 60), '2027-01-15T17:00:00Z');
  assert.equal(inLondon('2027-07-15', 17 * 60), '2027-07-15T16:00:00Z');
  assert.equal(inLondon('2027-07-15', 0), '2027-07-14T23:00:00Z');
  // Clocks go forward at 01:00 on 28 March and back at 02:00 on 31 October.
  assert.equal(inLondon('2027-03-28', 0), '2027-03-28T00:00:00Z');
  assert.equal(inLondon('2027-03-28', 2 * 60), '2027-03-28T01:00:00Z');
  assert.equal(inLondon('2027-10-31', 0), '2027-10-30T23:00:00Z');
  assert.equal(inLondon('2027-10-31', 3 * 60), '2027-10-31T03:00:00Z');
  assert.deepEqual(londonTime('2027-07-14T23:30:00Z'), { date: '2027-07-15', clock: '00:30' });
  assert.equal(atTime('2027-07-15T16:30:00Z'), '15 July 2027 at 5:30pm');
});

test('what is left until a deadline is told in two figures at most', () => {
  const left = (minutes: number) => timeLeft(new Date(minutes * 60_000).toISOString(), 0);
  assert.deepEqual([-1, 0, 1, 61, 120, 1440, 4320 + 59, 2 * 1440 + 4 * 60 + 3].map(left), [
    'over', 'less than a minute left', '1 minute left', '1 hour 1 minute left', '2 hours left', '1 day left',
    '3 days left', '2 days 4 hours left']);
});

// As core/price.c does it; tests/core has the same for the price that counts.
test('a price is core costs and what is needed besides, less the discount of that person', () => {
  const home = { core_pence: { premises: 100_000, staff: 50_050 }, discounts: [{ from_child: 2, percent: 2.5 }, { from_child: 3, percent: 10 }] };
  const asked = { core_pence: { staff: 50_000 }, variable: [{ text: 'Taxi', amount_pence: 20 }] };
  assert.deepEqual(priceOf({}, 0, home), { core: 150_050, variable: 0, percent: 0, discount: 0, price: 150_050 });
  // 2.5 % of 150,020 is 3,750.5 pence: half a penny is a whole one.
  assert.deepEqual(priceOf(asked, 1, home), { core: 150_000, variable: 20, percent: 2.5, discount: 3_751, price: 146_269 });
  assert.equal(priceOf(asked, 4, home).discount, 15_002);
});

test('a spreadsheet runs nothing that somebody has typed', () => {
  assert.equal(csvOf(['Name', 'Miles'], [['=1+2', 3], ['@a "b"', null], ['-5', -5]]),
    '"Name","Miles"\r\n"\'=1+2",3\r\n"\'@a ""b""",""\r\n"\'-5",-5\r\n');
});

test('a spreadsheet has times as the screen has them', () => {
  assert.equal(clocked('2027-07-01T16:00:00.123456Z'), '2027-07-01 17:00');
  assert.equal(clocked('2027-01-31T17:00:00Z'), '2027-01-31 17:00');
  assert.equal(clocked(null), null);
});

test('figures and the API’s words are put as people put them', () => {
  assert.deepEqual([0, 123_400, 1_250_050, -300].map(money), ['£0', '£1,234', '£12,500.50', '-£3']);
  assert.equal(inWords('requires_improvement'), 'Requires improvement');
});

test('a fault of the API finds its field', () => {
  assert.equal(fieldOf('#/needs/2/mark'), 'needs-2-mark');
  assert.equal(fieldOf('#/answers/a~1b'), 'answers-a-b');
  assert.equal(fieldOf('radius_miles'), 'radius_miles');
});
