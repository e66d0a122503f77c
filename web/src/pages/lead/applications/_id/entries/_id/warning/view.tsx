// What an applicant is told before a refusal.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Warning', section: 'lead' };
