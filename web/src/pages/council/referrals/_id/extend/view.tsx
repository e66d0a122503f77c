// More time, or a wider reach, for everybody alike.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Extend the referral', section: 'council' };
