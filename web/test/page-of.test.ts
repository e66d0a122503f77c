// page-of.test.ts - news lead to pages that are there.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

import { pageOf, pagesOf } from '#site/page-of.ts';

const pages = resolve(import.meta.dirname, '../src/pages');
const id = '30aa1c9e-2f4b-4d1c-9b7a-0c1d2e3f4a5b';

// No news stands for many of these.
const single = ['/provider/referrals/:id/', '/lead/schemes/events/:id/'];

const isThere = (page: string): boolean => existsSync(join(pages, page, 'view.tsx'));

test('each page, and the list that stands for many, is one of the site', () => {
  for (const [role, things] of Object.entries(pagesOf))
    for (const page of Object.values(things)) {
      assert.ok(isThere(page.replace(':id', '_id')), `${role}: ${page}`);
      assert.ok(isThere(page.replace(':id/', '')) || single.includes(page), `${role}: list of ${page}`);
    }
});

test('a link of the API leads to the page of whoever reads it', () => {
  const link = `https://fairlot.example/v1/accreditations/${id}/conditions`;
  assert.equal(pageOf(link, 'lead'), `/lead/accreditations/${id}/`);
  assert.equal(pageOf(link, 'provider'), `/provider/accreditations/${id}/`);
  const event = `https://fairlot.example/v1/provider-events/${id}`;
  assert.deepEqual([pageOf(event, 'provider'), pageOf(event, 'council'), pageOf(event, 'lead')],
    [`/provider/events/${id}/`, `/council/events/${id}/`, `/lead/schemes/events/${id}/`]);
  assert.equal(pageOf('https://fairlot.example/v1/applications', 'lead'), '/lead/applications/');
  assert.equal(pageOf(`https://fairlot.example/v1/webhook-endpoints/${id}/deliveries`, 'lead'), `/account/webhooks/${id}/`);
  assert.equal(pageOf(`https://fairlot.example/v1/clients/${id}`, 'lead'), '/account/clients/');
});

test('what has no page has no link', () => {
  assert.equal(pageOf(`https://fairlot.example/v1/budgets/${id}`, 'lead'), undefined);
  assert.equal(pageOf(`https://fairlot.example/v1/referrals/${id}`, 'auditor'), undefined);
  assert.equal(pageOf('https://fairlot.example/', 'lead'), undefined);
});
