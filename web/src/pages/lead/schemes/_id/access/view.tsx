// Councils that pay to use a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Access agreements', section: 'lead' };
