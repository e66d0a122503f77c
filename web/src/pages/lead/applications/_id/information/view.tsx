// What the provider was asked.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Information asked for', section: 'lead' };
