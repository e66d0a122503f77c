// Find a home near a place.
// SPDX-License-Identifier: Apache-2.0
import { Loading } from '#site/loading.tsx';
import type { Page } from '#site/page.ts';

export const page: Page = {
  title: 'Find a home',
  section: 'public',
  description: 'Care homes, home care and schools that councils have assessed, near a postcode.',
  body: <Loading title="Find a home" />,
};
