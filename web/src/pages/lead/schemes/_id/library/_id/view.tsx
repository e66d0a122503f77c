// One question of the library, and where it is asked.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'A question of the library', section: 'lead' };
