// The draft, who would be invited, and its publication.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Check and publish', section: 'council' };
