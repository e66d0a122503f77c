// What lead authorities have published.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'Published notices',
  section: 'public',
  description: 'Notices about schemes: their beginning, their changes, their end.',
};
