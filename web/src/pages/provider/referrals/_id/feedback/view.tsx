// The letters to a provider after an award.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'How your bids were scored', section: 'provider' };
