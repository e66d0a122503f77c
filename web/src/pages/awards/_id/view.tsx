// The awards of one scheme in one quarter.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Awards of a quarter', section: 'public' };
