// The enquiries to homes in a lead authority’s schemes.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Enquiries', section: 'lead' };
