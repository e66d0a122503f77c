// A new question of the library.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Add a question to the library', section: 'lead' };
