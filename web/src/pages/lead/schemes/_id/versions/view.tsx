// What has changed in a scheme since it was published.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Changes of the terms', section: 'lead' };
