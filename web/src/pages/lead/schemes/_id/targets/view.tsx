// What a scheme aims at, and what was reached.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Targets and budget', section: 'lead' };
