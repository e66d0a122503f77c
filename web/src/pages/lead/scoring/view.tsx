// What one of the lead authority’s own people was asked to score.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Applications to score', section: 'lead' };
