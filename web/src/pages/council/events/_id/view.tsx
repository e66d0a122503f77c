// One event for providers: sessions and seats.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'An event', section: 'council' };
