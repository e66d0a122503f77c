// One import, record by record.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'What came of an import', section: 'lead' };
