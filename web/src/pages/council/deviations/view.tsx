// Awards that no referral led to.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Awards outside the process', section: 'council' };
