// What you are e-mailed about.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'What you are e-mailed about', section: 'anybody' };
