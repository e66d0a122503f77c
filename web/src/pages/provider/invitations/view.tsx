// Homes that were asked to bid.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Invitations', section: 'provider' };
