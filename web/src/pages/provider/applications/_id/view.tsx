// One application: its tasks, or what became of it.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'An application', section: 'provider' };
