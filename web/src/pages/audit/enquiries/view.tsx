// The enquiries that an auditor may read.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Enquiries', section: 'auditor' };
