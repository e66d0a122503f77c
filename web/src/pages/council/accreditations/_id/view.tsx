// One accredited home, and what a council asks the lead authority about it.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Accredited home', section: 'council' };
