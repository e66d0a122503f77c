// What was given back to the partners.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Money given back', section: 'lead' };
