// One referral: where it stands and what comes next.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Referral', section: 'council' };
