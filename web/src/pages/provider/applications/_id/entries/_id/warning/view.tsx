// A warning before a refusal.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Before a refusal', section: 'provider' };
