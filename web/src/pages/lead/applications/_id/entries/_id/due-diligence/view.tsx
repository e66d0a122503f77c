// What registers say about a home.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Due diligence', section: 'lead' };
