// A referral, as a provider sees it.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'A referral', section: 'provider' };
