// Takes a bid back.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Withdraw your bid', section: 'provider' };
