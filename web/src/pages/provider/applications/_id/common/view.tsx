// Answers that hold for several homes.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Answer once for all homes', section: 'provider' };
