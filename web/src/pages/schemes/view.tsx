// The schemes that councils run.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'Schemes',
  section: 'public',
  description: 'Which councils buy which care together, what they ask of a home and how they score it.',
};
