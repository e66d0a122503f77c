// What schemes charge for placements.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'What schemes charge', section: 'provider' };
