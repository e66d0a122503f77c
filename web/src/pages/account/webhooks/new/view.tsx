// Add a webhook.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Add a webhook', section: 'anybody' };
