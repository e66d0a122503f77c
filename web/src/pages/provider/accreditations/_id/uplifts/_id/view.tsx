// One request to raise a cost.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Request to raise a cost', section: 'provider' };
