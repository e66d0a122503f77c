// One more home in a draft.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Add a home to the application', section: 'provider' };
