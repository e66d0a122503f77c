// Takes a home out of a draft.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Take a home out of the application', section: 'provider' };
