// The options of a family, to print.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Homes to choose from', section: 'council' };
