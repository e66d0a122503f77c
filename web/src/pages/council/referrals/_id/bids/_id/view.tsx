// One opened bid: its text, its score, its price.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Bid', section: 'council' };
