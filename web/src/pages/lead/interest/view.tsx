// Suppliers who have said on a portal that they are interested in a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Interested suppliers', section: 'lead' };
