// What every bidder is told.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Letters to the bidders', section: 'council' };
