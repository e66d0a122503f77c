// Names the provider of records that were taken in.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Name the provider', section: 'lead' };
