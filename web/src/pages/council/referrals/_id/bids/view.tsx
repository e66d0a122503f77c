// The opened bids, to be scored and ranked.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Bids', section: 'council' };
