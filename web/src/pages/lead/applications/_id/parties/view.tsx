// Who applies, and what was found about them.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Who applies', section: 'lead' };
