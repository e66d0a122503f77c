// Other terms of a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Change the terms', section: 'lead' };
