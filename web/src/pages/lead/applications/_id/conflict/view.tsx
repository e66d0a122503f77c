// Conflicts of interest.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Conflicts of interest', section: 'lead' };
