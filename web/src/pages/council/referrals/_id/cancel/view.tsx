// Ends a referral without an award.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Cancel the referral', section: 'council' };
