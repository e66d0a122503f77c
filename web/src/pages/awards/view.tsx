// What councils have awarded, quarter by quarter.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'Published awards',
  section: 'public',
  description: 'What councils have awarded in each quarter, to whom, and what it costs in a year.',
};
