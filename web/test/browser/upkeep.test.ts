// upkeep.test.ts - what is kept beside the main job: what regulators say of homes,
// suppliers who are interested, events for providers, councils' caps, homes asleep.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { banner, fillDate, press, shortPages, unique } from './by-hand.ts';
import { asPrincipal, type Caller, clock, demo, openBrowser, Person, sql } from './harness.ts';
import { apply, dayFromNow, makeMarket, type Market } from './market.ts';

let browser: Browser;
let lead: Caller;
let market: Market;
// The lead's own browser, in all of these tests.
let officer: Person;

before(async () => {
  clock('reset');
  browser = await openBrowser();
  [lead, market, officer] = await Promise.all([
    asPrincipal('lead'), makeMarket({}, ['provider_a', 'provider_b', 'provider_c', 'provider_b']), Person.signedIn(browser, 'lead')]);
});

after(async () => { await browser.close(); });

const inspected = dayFromNow(-200);

const refused = async (person: Person, name: string): Promise<void> => {
  await person.page.getByText('There is a problem').waitFor();
  await person.inspect(name);
};

const act = async (person: Person, name: string): Promise<void> => {
  await press(person.page, name);
  await person.ready();
};

async function accreditationOf(home: string): Promise<string> {
  const { items } = await lead<{ items: { id: string; establishment: { name: string } }[] }>(
    'GET', `/v1/accreditations?scheme_id=${market.scheme}`);
  return items.find(({ establishment }) => establishment.name === home)!.id;
}

async function fillRating(page: Page, grade: string, on: string): Promise<void> {
  await page.getByLabel('Grade').selectOption({ label: grade });
  await fillDate(page, 'Given on', on);
}

test('what regulators say of a home is recorded, and shown to all who see the home', async () => {
  const home = market.homes[0]!;
  const id = await accreditationOf(home.name);
  const { page } = officer;
  await officer.goto(`/lead/accreditations/${id}/`);
  await page.getByText('No report of an inspection is recorded.').waitFor();
  await act(officer, 'Record a rating');
  await press(page, 'Record the rating');
  await refused(officer, 'lead-rating-refused');
  await page.getByRole('link', { name: /^Grade: Choose the grade/ }).waitFor();
  await fillRating(page, 'Ofsted, Education inspection framework: Good', dayFromNow(40));
  await page.getByLabel('Area of the report').fill('Quality of education');
  await press(page, 'Record the rating');
  // It cannot have been given in the future: the API says so at the day.
  await page.getByRole('link', { name: /^Given on: / }).waitFor();
  await fillDate(page, 'Given on', inspected);
  await page.getByLabel('Where to look').fill('https://reports.example.org/1');
  await press(page, 'Record the rating');
  await banner(page, `The rating of ${home.name} is recorded`);
  await page.getByRole('row', { name: /Quality of education.*Good/ }).getByRole('link', { name: 'https://reports.example.org/1' }).waitFor();

  await act(officer, 'Record a rating');
  await fillRating(page, 'Ofsted, Education inspection framework: Good', inspected);
  await page.getByLabel('Area of the report').fill('Quality of education');
  await press(page, 'Record the rating');
  await page.getByText('This is on record already.').first().waitFor();
  await refused(officer, 'lead-rating-known');

  await officer.goto(`/lead/accreditations/${id}/`);
  await act(officer, 'Record a registration');
  await press(page, 'Record the registration');
  await refused(officer, 'lead-registration-refused');
  await page.getByLabel('Ofsted').check();
  await page.getByLabel('Not on the register').check();
  await fillDate(page, 'From', dayFromNow(-30));
  await press(page, 'Record the registration');
  await banner(page, `The registration of ${home.name} is recorded`);
  await page.getByText('Suspended: The registration with the regulator is lost').waitFor();
  await officer.inspect('lead-accreditation-official');

  const seenBy = async (principal: string, address: string): Promise<Person> => {
    const person = await Person.signedIn(browser, principal);
    await person.goto(address);
    await person.page.getByRole('row', { name: /Quality of education.*Good/ }).waitFor();
    await person.page.getByRole('row', { name: /Ofsted.*Not on the register/ }).waitFor();
    await person.inspect(`${principal}-official`);
    return person;
  };
  await (await seenBy('council_a', `/council/accreditations/${id}/`)).close();
  await (await seenBy('provider_a', `/provider/homes/${home.id}/`)).close();
});

test('what regulators say of a home stands beside what its provider says', async () => {
  const { entry, home } = await apply(market, market.homes[1]!.provider, 0, { name: `Elm ${unique}` });
  await lead('POST', `/v1/establishments/${home.id}/ratings`, { regulator: 'ofsted', framework: 'oeif', grade: 'inadequate', on: inspected });
  await officer.goto(`/lead${entry.slice('/v1'.length)}/`);
  await officer.page.getByRole('row', { name: /Overall.*Inadequate/ }).waitFor();
  await officer.inspect('lead-entry-official');
});

test('a supplier who told a portal is invited, and registers at the address', async () => {
  const portal = await asPrincipal('portal');
  const supplier = (n: number) => ({ name: `Supplier ${n} ${unique}`, contact_email: `tenders${n}@${unique}.example` });
  for (const n of [1, 2, 3])
    await portal('POST', '/v1/expressions-of-interest', { scheme_id: market.scheme, supplier: supplier(n), reference: `${unique}-${n}` });
  const { page } = officer;
  await officer.goto(`/lead/schemes/${market.scheme}/`);
  await shortPages(page, '/v1/expressions-of-interest');
  await page.getByRole('link', { name: 'Interested suppliers' }).click();
  await officer.ready();
  await officer.inspect('lead-interest');
  await page.getByRole('link', { name: /Next/ }).click();
  await page.waitForURL(/page=2/);
  await officer.ready();
  await page.getByRole('heading', { name: 'Interested suppliers (page 2)' }).waitFor();
  await page.unrouteAll();
  await officer.goto(`/lead/interest/?scheme_id=${market.scheme}`);
  await page.getByRole('link', { name: `Supplier 2 ${unique}` }).click();
  await officer.ready();
  await officer.inspect('lead-interest-one');
  await press(page, 'Make an invitation');
  await page.getByText('It is shown this once.').waitFor();
  await officer.inspect('lead-interest-invitation');
  const address = await page.getByText('/register/#').innerText();
  await press(page, 'I have copied it');
  await page.getByText('a new one ends it.').waitFor();
  await officer.inspect('lead-interest-invited');

  const newcomer = await Person.in(browser);
  await newcomer.page.goto(address);
  await newcomer.page.getByText('You were invited').waitFor();
  await newcomer.page.getByLabel('Name of the organisation').fill(`Invited ${unique} Ltd`);
  await newcomer.page.getByLabel('Your name').fill('Ivy Invited');
  await newcomer.page.getByLabel('E-mail address').fill(`ivy.${unique}@invited.example`);
  await newcomer.page.getByLabel('Password', { exact: true }).fill(`correct horse ${unique}`);
  await press(newcomer.page, 'Register');
  await banner(newcomer.page, 'Your organisation is registered');
  await newcomer.close();

  // Her page is from before; what she presses now is refused in words.
  await press(page, 'Make a new invitation');
  await refused(officer, 'lead-interest-refused');
  await officer.goto(new URL(page.url()).pathname);
  await page.getByText(`Invited ${unique} Ltd, `).waitFor();
  await officer.inspect('lead-interest-registered');
});

test('a scheme in which nobody is interested yet', async () => {
  const { id } = await lead<{ id: string }>('POST', '/v1/schemes', {
    name: `Quiet ${unique}`, reference: `Q-${unique}`, regime: 'pa23_light_touch_framework', valid_from: '2026-01-01', valid_to: '2031-12-31' });
  await officer.goto(`/lead/interest/?scheme_id=${id}`);
  await officer.page.getByText('No portal has told of anybody.').waitFor();
  await officer.inspect('lead-interest-none');
});

test('an event is announced, seats are taken and given out', async () => {
  const { page } = officer;
  await officer.goto(`/lead/schemes/${market.scheme}/`);
  await page.getByRole('link', { name: 'Events for providers' }).click();
  await officer.ready();
  await page.getByText('No event has been announced.').waitFor();
  await officer.inspect('lead-events-none');
  await act(officer, 'Announce an event');
  await press(page, 'Announce it');
  await refused(officer, 'lead-event-refused');
  await page.getByLabel('Name').fill(`Demonstration ${unique}`);
  await page.getByLabel('Place').fill('Town Hall');
  await fillDate(page, 'Day', dayFromNow(30));
  const session = async (n: number, starts: string, ends: string): Promise<void> => {
    const group = page.getByRole('group', { name: `Sessions, ${n}` });
    await group.getByLabel('Starts').fill(starts);
    await group.getByLabel('Ends').fill(ends);
    await group.getByLabel('Seats').fill('1');
  };
  await session(1, '9:30am', '9am');
  await press(page, 'Add another session');
  await session(2, '14:00', '3pm');
  await press(page, 'Announce it');
  await page.getByRole('link', { name: 'Ends: A session ends after it begins.' }).click();
  await page.locator(':focus').fill('10:30');
  await press(page, 'Announce it');
  await banner(page, `Demonstration ${unique} is announced`);
  await page.getByText('No provider has answered yet.').waitFor();
  await officer.inspect('lead-event-announced');
  const id = /[0-9a-f-]{36}(?=\/$)/.exec(page.url())![0];
  const event = `/v1/provider-events/${id}`;

  const person = await Person.signedIn(browser, 'provider_a');
  await person.page.getByRole('link', { name: 'Events for providers' }).click();
  await person.ready();
  await person.page.getByText('Choose the scheme whose events').waitFor();
  await person.inspect('provider-events-choose');
  await person.page.getByLabel('Scheme').selectOption({ label: market.name });
  await act(person, 'Apply filters');
  await person.page.getByRole('link', { name: `Demonstration ${unique}` }).click();
  await person.ready();
  await press(person.page, 'Take a seat');
  await refused(person, 'provider-event-refused');
  await person.page.getByLabel('09:30 to 10:30').first().check();
  await press(person.page, 'Take a seat');
  await banner(person.page, 'You have a seat from 09:30 to 10:30');
  const [b, c] = await Promise.all([asPrincipal('provider_b'), asPrincipal('provider_c')]);
  await b('POST', `${event}/booking`, { slot: 2 });
  await person.page.getByLabel('14:00 to 15:00').first().check();
  await press(person.page, 'Change the seat');
  await person.page.getByText('This session has no seat left.').waitFor();
  await person.inspect('provider-event-full');

  const wishes = person.page.getByRole('group', { name: 'To which sessions could you come?' });
  await wishes.getByLabel('14:00 to 15:00').check();
  await market.homes[0]!.provider('PUT', `${event}/availability`, { could: [2] });
  await press(person.page, 'Save');
  await person.page.getByText('Somebody else has changed this').waitFor();
  await person.page.reload();
  await person.ready();
  await wishes.getByLabel('09:30 to 10:30').check();
  await press(person.page, 'Save');
  await banner(person.page, 'The lead authority knows when you could come');
  await person.inspect('provider-event-answered');

  await b('PUT', `${event}/availability`, { could: [2] });
  await c('PUT', `${event}/availability`, { could: [1] });
  await page.reload();
  await officer.ready();
  await press(page, 'Give out the seats');
  await banner(page, '2 of 3 who answered have a seat');
  await page.getByRole('row', { name: /09:30 to 10:30, 14:00 to 15:00 09:30 to 10:30/ }).waitFor();
  await officer.inspect('lead-event-given-out');
  for (const name of ['Second', 'Third'])
    await lead('POST', `/v1/schemes/${market.scheme}/provider-events`, {
      name: `${name} ${unique}`, place: 'Town Hall', held_on: dayFromNow(40), slots: [{ starts: '09:00', ends: '10:00', capacity: 5 }] });
  const buyer = await Person.signedIn(browser, 'council_a');
  await buyer.goto(`/council/events/${id}/`);
  await buyer.page.getByRole('rowheader', { name: '09:30 to 10:30' }).waitFor();
  await buyer.inspect('council-event');
  await buyer.page.getByRole('link', { name: 'Events for providers' }).click();
  await buyer.ready();
  await buyer.page.getByRole('row', { name: /Demonstration.*2 of 2/ }).waitFor();
  await buyer.inspect('council-events');
  await buyer.close();

  const list = `/v1/schemes/${market.scheme}/provider-events`;
  for (const [who, address] of [[officer, `/lead/schemes/${market.scheme}/events/`],
    [person, `/provider/events/?scheme_id=${market.scheme}`]] as const) {
    await shortPages(who.page, list);
    await who.goto(address);
    await press(who.page, 'Show more');
    await who.page.getByRole('row', { name: new RegExp(`Demonstration ${unique}`) }).waitFor();
    await who.inspect(`${who === officer ? 'lead' : 'provider'}-events`);
    await who.page.unrouteAll();
  }
  await person.close();
});

test('an event is changed and called off, and a seat is given back', async () => {
  const { page } = officer;
  const name = `Changing ${unique}`;
  const [a, b] = await Promise.all([asPrincipal('provider_a'), asPrincipal('provider_b')]);
  const announce = (its: string) => lead<{ id: string }>('POST', `/v1/schemes/${market.scheme}/provider-events`, {
    name: its, place: 'Town Hall', held_on: dayFromNow(30), slots: [
      { starts: '09:00', ends: '10:00', capacity: 1 }, { starts: '10:00', ends: '11:00', capacity: 5 }] });
  const { id } = await announce(name);
  const event = `/v1/provider-events/${id}`;
  await a('POST', `${event}/booking`, { slot: 1 });
  const session = (n: number) => page.getByRole('group', { name: `Sessions, ${n}` });

  await officer.goto(`/lead/schemes/${market.scheme}/events/`);
  await page.getByRole('link', { name }).click();
  await officer.ready();
  await act(officer, 'Change the event');
  await officer.inspect('lead-event-change');
  await press(page, 'Remove session 1');
  await fillDate(page, 'Day', dayFromNow(-1));
  await press(page, 'Change the event');
  await page.getByRole('link', { name: /^Day: This day is past/ }).waitFor();
  await page.getByRole('link', { name: /Seats are taken in session 1, from 09:00 to 10:00: it cannot be left out/ }).click();
  await refused(officer, 'lead-event-change-refused');
  await page.reload();
  await officer.ready();
  await b('PUT', `${event}/availability`, { could: [2] });
  await press(page, 'Change the event');
  await page.getByText('Somebody else has changed this').waitFor();
  await page.reload();
  await officer.ready();
  await session(1).getByLabel('Starts').fill('11am');
  await session(1).getByLabel('Ends').fill('noon');
  await press(page, 'Remove session 2');
  await press(page, 'Change the event');
  await banner(page, `${name} is changed, and everybody who has answered is told`);
  await page.getByRole('row', { name: /11:00 to 12:00 1 1/ }).waitFor();
  await officer.inspect('lead-event-changed');

  const person = await Person.signedIn(browser, 'provider_a');
  await person.goto(`/provider/events/${id}/`);
  await person.page.getByText('You have a seat from 11:00 to 12:00.').waitFor();
  await act(person, 'Give the seat back');
  await person.inspect('provider-event-give-back');
  await press(person.page, 'Give the seat back');
  await banner(person.page, 'Your seat is given back');
  await person.page.getByText('1 seat left of 1').first().waitFor();
  await person.inspect('provider-event-given-back');
  await person.goto(`/provider/events/${id}/give-back/`);
  await person.inspect('provider-event-no-seat');

  const begun = await announce(`Begun ${unique}`);
  await a('POST', `/v1/provider-events/${begun.id}/booking`, { slot: 1 });
  await officer.goto(`/lead/schemes/events/${id}/`);
  await page.getByRole('link', { name: 'Call it off' }).click();
  await officer.ready();
  await press(page, 'Call the event off');
  await refused(officer, 'lead-event-call-off-refused');
  await page.getByLabel('Reason').fill('The hall is flooded.');
  await press(page, 'Call the event off');
  await banner(page, `${name} is called off, and everybody who has answered is told`);
  await officer.inspect('lead-event-called-off');
  await person.goto(`/provider/events/${id}/`);
  await person.page.getByText('This event has been called off: The hall is flooded.').waitFor();
  await person.inspect('provider-event-called-off');
  await person.page.getByRole('link', { name: 'Events for providers' }).click();
  await person.ready();
  await person.page.getByRole('row', { name: new RegExp(`${name}.*Called off None`) }).waitFor();
  await person.inspect('provider-events-states');
  const buyer = await Person.signedIn(browser, 'council_a');
  await buyer.goto(`/council/events/${id}/`);
  await buyer.page.getByText('This event has been called off: The hall is flooded.').waitFor();
  await buyer.inspect('council-event-called-off');
  await buyer.close();

  // What was opened before it began is refused in words once it has.
  await officer.goto(`/lead/schemes/events/${begun.id}/call-off/`);
  await page.getByLabel('Reason').fill('Nobody comes.');
  await person.goto(`/provider/events/${begun.id}/give-back/`);
  clock('+745h');
  try {
    await press(page, 'Call the event off');
    await page.getByText('This event has begun.').waitFor();
    await press(person.page, 'Give the seat back');
    await refused(person, 'provider-event-give-back-refused');
    await person.goto(`/provider/events/${begun.id}/`);
    await person.page.getByText('You have a seat from 09:00 to 10:00.').waitFor();
    await person.inspect('provider-event-begun');
    await officer.goto(`/lead/schemes/events/${begun.id}/`);
    await officer.inspect('lead-event-begun');
  } finally {
    clock('reset');
  }
  await person.close();
});

test('a council sets a cap of its own, changes it and ends it', async () => {
  const person = await Person.signedIn(browser, 'council_a');
  const { page } = person;
  await page.getByRole('link', { name: 'Accredited homes' }).click();
  await person.ready();
  await page.getByRole('link', { name: 'What your council pays at most for core costs' }).click();
  await person.ready();
  await person.inspect('council-caps');
  await page.getByRole('link', { name: `Day placements in ${market.name}: your cap` }).click();
  await person.ready();
  await page.getByText('Your council has set no cap of its own.').waitFor();
  await person.inspect('council-cap-none');
  await page.getByLabel('Most core costs a year').fill('33k');
  await press(page, 'Save');
  await page.getByRole('link', { name: /^Most core costs a year.*Write an amount in pounds/ }).waitFor();
  await page.getByLabel('Most core costs a year').fill('33,000');
  await press(page, 'Save');
  await refused(person, 'council-cap-refused');
  await page.getByLabel('Reason').fill('The budget for 2027 that cabinet set');
  await press(page, 'Save');
  await banner(page, 'Your cap is £33,000 a year');
  await page.getByRole('row', { name: /£33,000 a year.*The budget for 2027/ }).waitFor();

  const council = await asPrincipal('council_a');
  const path = `/v1/categories/${market.category}/council-caps/${demo.principals['council_a']!.organisation_id}`;
  await council('PUT', path, { core_cap_pence: 3_400_000, reason: 'A supplement' });
  await page.getByLabel('Most core costs a year').fill('35,000');
  await page.getByLabel('Reason').fill('Prices have risen');
  await press(page, 'Save');
  await page.getByText('Somebody else has changed this').waitFor();
  await page.reload();
  await person.ready();
  await page.getByText('£34,000 a year, since').waitFor();
  await person.inspect('council-cap');
  await page.getByLabel('Most core costs a year').fill('');
  await page.getByLabel('Reason').fill('The common cap is enough');
  await press(page, 'Save');
  await banner(page, 'Your council has no cap now');
  await page.getByText(/3 caps, the last first/).waitFor();
  await person.close();
});

test('homes that do not bid are dormant, and their provider wakes them', async () => {
  const { page } = officer;
  await officer.goto(`/lead/schemes/${market.scheme}/`);
  await page.getByRole('link', { name: 'Homes that do not bid' }).click();
  await officer.ready();
  await page.getByText('No home is dormant.').waitFor();
  await officer.inspect('lead-dormancy-none');
  await page.getByLabel('Months without a bid').fill('2');
  await press(page, 'Save');
  await refused(officer, 'lead-dormancy-refused');
  await lead('PUT', `/v1/schemes/${market.scheme}/dormancy`, { months: 24 });
  await page.getByLabel('Months without a bid').fill('6');
  await press(page, 'Save');
  await page.getByText('Somebody else has changed this').waitFor();
  await page.reload();
  await officer.ready();
  await page.getByLabel('Months without a bid').fill('6');
  await press(page, 'Save');
  await banner(page, 'Homes are dormant after 6 months without a bid');

  // As months and two warnings do it.
  const asleep = market.homes.slice(1).map(({ id }) => `'${id}'`).join();
  sql(`UPDATE accreditation SET state = 'dormant', changed_at = now_utc() WHERE establishment_id IN (${asleep})`);
  await shortPages(page, '/v1/accreditations');
  await page.reload();
  await officer.ready();
  await press(page, 'Show more');
  await page.getByText('3 shown').waitFor({ state: 'attached' });
  await officer.inspect('lead-dormancy');
  await page.unrouteAll();
  await page.getByRole('link', { name: /^Announce a removal.*Beechwood/ }).click();
  await officer.ready();
  await page.getByRole('heading', { name: 'Announce a removal' }).waitFor();

  const person = await Person.signedIn(browser, 'provider_b');
  await person.goto(`/provider/accreditations/${await accreditationOf('Beechwood')}/`);
  await person.inspect('provider-accreditation-dormant');
  await press(person.page, 'Wake it');
  await banner(person.page, 'The home is invited again');
  await person.close();
  await officer.goto(`/lead/schemes/${market.scheme}/dormancy/`);
  await page.getByRole('link', { name: 'Downland, Brighton' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Beechwood, Brighton' }).count(), 0);
});
