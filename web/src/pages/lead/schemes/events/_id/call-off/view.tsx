// Calls an event for providers off.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Call an event off', section: 'lead' };
