// One supplier who is interested in a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'An interested supplier', section: 'lead' };
