// main-job.test.ts - from an application to the signatures: two providers, a lead
// authority and a council, each in a browser of their own. Once by clicking, and
// once with the keyboard alone.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser } from 'playwright-core';

import { banner, fillDate, fillDraft, type Hand, idIn, keyboard, mouse, press as pressBy, unique } from './by-hand.ts';
import { clock, demo, openBrowser, Person } from './harness.ts';
import { dayFromNow, makeMarket, type Market } from './market.ts';

let browser: Browser;
before(async () => {
  clock('reset');
  browser = await openBrowser();
});
after(async () => {
  clock('reset');
  await browser.close();
});

for (const [how, hand] of [['clicking', mouse], ['the keyboard alone', keyboard]] as const)
  test(`four people do the main job by ${how}`, async (t) => {
    const market = await makeMarket({}, []);
    const job = new MainJob(hand, market, `${unique}${how.length}`);
    const ashdown = await job.signedIn('provider_a');
    const beechwood = await job.signedIn('provider_b');
    const lead = await job.signedIn('lead');
    const council = await job.signedIn('council_a');
    let referral = '';
    let placement = '';

    await t.test('two homes apply and are accredited', async () => {
      const first = await job.apply(ashdown, 'Ashdown');
      const second = await job.apply(beechwood, 'Beechwood');
      await job.accredit(lead, first, 'Ashdown');
      await job.accredit(lead, second, 'Beechwood');
    });

    await t.test('a referral is published, and both bid sealed', async () => {
      referral = await job.publish(council);
      await job.bid(ashdown, 'Ashdown', '3,900');
      await job.bid(beechwood, 'Beechwood', '4,200');
      await council.goto(`/council/referrals/${referral}/`);
      const told = await council.page.locator('main').innerText();
      assert.doesNotMatch(told, /\b(1|2|two|one) bids?\b/i);
    });

    await t.test('opened after the deadline, scored, ranked; the family chooses', async () => {
      clock('+150h');
      await job.evaluate(council, referral);
      placement = await job.chooseAndAward(council, referral, 'Beechwood');
    });

    await t.test('both sign', async () => {
      await job.sign(beechwood, council, placement);
    });

    await t.test('who was not chosen reads why; everybody finds the home', async () => {
      await ashdown.goto(`/provider/referrals/${referral}/feedback/`);
      await ashdown.page.getByText(`A parent chose ${job.home('Beechwood')}.`).waitFor();
      const anybody = await Person.in(browser);
      await anybody.goto(`/find/?q=${encodeURIComponent(job.home('Beechwood'))}`);
      await job.hand.press(anybody.page.getByRole('link', { name: job.home('Beechwood'), exact: true }));
      await anybody.page.getByRole('heading', { level: 1, name: job.home('Beechwood') }).waitFor();
      await anybody.close();
    });

    await Promise.all([ashdown, beechwood, lead, council].map((person) => person.close()));
    clock('reset');
  });

class MainJob {
  constructor(readonly hand: Hand, private readonly market: Market, private readonly mark: string) {}

  home(name: string): string {
    return `${name} ${this.mark}`;
  }

  private press(person: Person, name: string): Promise<void> {
    return pressBy(person.page, name, this.hand);
  }

  // To the next page.
  private async follow(person: Person, name: string | RegExp): Promise<void> {
    await this.hand.press(person.page.getByRole('link', { name }));
    await person.ready();
  }

  async signedIn(principal: string): Promise<Person> {
    const { email, password } = demo.principals[principal]!;
    const person = await Person.in(browser);
    const { page } = person;
    await person.goto('/sign-in/');
    await this.hand.fill(page.getByLabel('E-mail address'), email!);
    await this.hand.fill(page.getByLabel('Password', { exact: true }), password!);
    await this.press(person, 'Sign in');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await person.ready();
    return person;
  }

  private async addHome(provider: Person, name: string): Promise<void> {
    const { page } = provider;
    const { fill } = this.hand;
    await provider.goto('/provider/homes/new/');
    await fill(page.getByLabel('Name of the home'), this.home(name));
    await fill(page.getByLabel('Address line 1'), '1 High Street');
    await fill(page.getByLabel('Town or city'), 'Brighton');
    await fill(page.getByLabel('Postcode'), 'BN1 1AA');
    await this.hand.select(page.getByLabel('Registered with'), 'Ofsted');
    await fill(page.getByLabel('Its number there'), `M${this.mark}${name.length}`);
    await this.hand.check(page.getByLabel('Good', { exact: true }));
    await fill(page.getByLabel('How many places are there?'), '20');
    await this.press(provider, 'Add the home');
    await banner(page, 'is added');
  }

  // The id of the application.
  async apply(provider: Person, name: string): Promise<string> {
    const { page } = provider;
    const { check, fill } = this.hand;
    await this.addHome(provider, name);
    await provider.goto('/provider/applications/new/');
    await check(page.getByLabel(this.market.name));
    await this.press(provider, 'Continue');
    await check(page.getByRole('group', { name: this.home(name) }).getByLabel('Day placements'));
    await this.press(provider, 'Start the application');
    await page.getByRole('heading', { name: `Application to ${this.market.name}` }).waitFor();
    await this.follow(provider, 'Requirements');
    await check(page.getByLabel('Yes'));
    await this.press(provider, 'Save and go on');
    await banner(page, 'are saved');
    await this.follow(provider, 'How do you keep good staff?');
    await fill(page.getByLabel('Your answer'), 'We train and promote');
    await this.press(provider, 'Save and go on');
    await banner(page, 'are saved');
    await this.follow(provider, 'Core costs');
    await fill(page.getByLabel('Premises'), '12,000');
    await fill(page.getByLabel('Core staffing'), '21,000');
    await this.press(provider, 'Save and go on');
    await banner(page, 'are saved');
    await this.follow(provider, 'Check your answers and send');
    await fill(page.getByLabel('Your position'), 'Director');
    await check(page.getByLabel('Everything is true'));
    await this.press(provider, 'Sign and send in');
    await page.getByText('The application is sent in').waitFor();
    return idIn(page);
  }

  async accredit(lead: Person, application: string, name: string): Promise<void> {
    const { page } = lead;
    const { check, fill } = this.hand;
    await lead.goto(`/lead/applications/${application}/`);
    await this.follow(lead, this.home(name));
    await this.follow(lead, /^Assess$/);
    await check(page.locator('#requirements-safeguarding-pass'));
    await check(page.getByRole('group', { name: 'Score' }).getByLabel(/^4/));
    await fill(page.getByLabel('Reason').last(), 'Clear');
    await this.hand.select(page.getByLabel('The regulator’s rating'), 'Good');
    await this.press(lead, 'Save the assessment');
    await page.getByText(/The home carries .* of 100 points/).waitFor();
    await this.follow(lead, /^Decide/);
    await check(page.getByRole('radio', { name: 'Accredit' }));
    await fill(page.getByLabel('Reason'), 'All requirements are met.');
    await this.press(lead, 'Decide');
    await page.getByText('The home is accredited').waitFor();
  }

  // The id of the referral.
  async publish(council: Person): Promise<string> {
    const { page } = council;
    await council.goto('/council/referrals/new/');
    await fillDraft(page, this.market.name, `Year 9 place ${this.mark}`, this.hand);
    await this.press(council, 'Add a feature');
    await page.keyboard.type('Hydrotherapy pool');
    await this.hand.fill(page.getByRole('group', { name: 'Features of the home, 1' }).getByLabel('Marks'), '3');
    await this.press(council, 'Save draft and check');
    await banner(page, /draft is saved/);
    await page.getByRole('status').getByText('2 homes would be invited within 20 miles').waitFor();
    await this.press(council, 'Publish and invite the homes');
    await banner(page, /is published/);
    return idIn(page);
  }

  async bid(provider: Person, name: string, pounds: string): Promise<void> {
    const { page } = provider;
    const { check, fill } = this.hand;
    await provider.goto('/provider/invitations/');
    const card = page.getByRole('article', { name: `Year 9 place ${this.mark}: ${this.home(name)}` });
    await this.hand.press(card.getByRole('button', { name: /^Read it/ }));
    await this.press(provider, `Bid for ${this.home(name)}`);
    await page.getByRole('heading', { name: `Bid for ${this.home(name)}` }).waitFor();
    await this.press(provider, 'Add a cost');
    await fill(page.getByLabel('What it is for'), 'One-to-one support');
    await fill(page.getByLabel('Amount a year'), pounds);
    await check(page.getByLabel('Speech and language therapy'));
    await check(page.getByLabel('Hydrotherapy pool'));
    await fill(page.getByLabel('How will the outcomes be met'), 'Termly targets with the family');
    await fillDate(page, 'From when is there a place?', dayFromNow(20), this.hand);
    await this.press(provider, 'Continue');
    await this.press(provider, 'Seal the bid');
    await page.getByRole('heading', { name: 'Bid sealed' }).waitFor();
  }

  async evaluate(council: Person, referral: string): Promise<void> {
    const { page } = council;
    await council.goto(`/council/referrals/${referral}/opening/`);
    await this.press(council, 'Open the bids');
    await banner(page, 'The bids are open.');
    for (const name of ['Ashdown', 'Beechwood']) {
      await council.goto(`/council/referrals/${referral}/bids/`);
      await this.follow(council, this.home(name));
      await page.getByRole('heading', { name: 'Your score' }).waitFor();
      await this.hand.check(page.getByRole('group', { name: /How well the text/ }).getByLabel(/^4/));
      await this.hand.fill(page.getByLabel('Why', { exact: true }), 'Specific and measured');
      await this.press(council, 'Record the score');
      await banner(page, `Your score of ${this.home(name)} is recorded.`);
    }
    await council.goto(`/council/referrals/${referral}/bids/`);
    await this.press(council, 'Rank and lock');
    await banner(page, 'The ranking is locked.');
  }

  // The id of the placement.
  async chooseAndAward(council: Person, referral: string, name: string): Promise<string> {
    const { page } = council;
    const { check, fill } = this.hand;
    await council.goto(`/council/referrals/${referral}/options/`);
    await page.getByRole('heading', { level: 1, name: 'Homes to choose from' }).waitFor();
    await council.goto(`/council/referrals/${referral}/choice/`);
    await check(page.getByLabel(this.home(name), { exact: true }));
    await check(page.getByLabel('A parent'));
    await fill(page.getByLabel('Why, in their words'), 'Close to the grandparents');
    await this.press(council, 'Record the choice');
    await banner(page, 'The choice is recorded.');
    await council.goto(`/council/referrals/${referral}/award/`);
    await fill(page.getByLabel('Reason for the award'), 'The family chose it');
    await this.press(council, 'Award the referral');
    await banner(page, 'The referral is awarded.');
    return idIn(page);
  }

  async sign(provider: Person, council: Person, placement: string): Promise<void> {
    await provider.goto(`/provider/placements/${placement}/`);
    await this.hand.fill(provider.page.getByLabel('Your position'), 'Manager');
    await this.press(provider, 'Sign the placement');
    await provider.page.getByText('The council signs next').waitFor();
    await council.goto(`/council/placements/${placement}/`);
    await this.hand.fill(council.page.getByLabel('Your full name'), 'Anna Able');
    await this.hand.fill(council.page.getByLabel('Your position'), 'Placement officer');
    await this.press(council, 'Sign the placement');
    await banner(council.page, /It is active/);
  }
}
