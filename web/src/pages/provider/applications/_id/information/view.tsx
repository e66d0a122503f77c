// Requests for information, and their answers.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'What the lead authority asks', section: 'provider' };
