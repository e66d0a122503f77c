// Accreditations as files, out and in.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Accreditations from elsewhere', section: 'lead' };
