// A council’s own cap in a category.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Your cap', section: 'council' };
