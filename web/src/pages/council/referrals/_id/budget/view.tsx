// A higher budget after the ranking.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Raise the budget', section: 'council' };
