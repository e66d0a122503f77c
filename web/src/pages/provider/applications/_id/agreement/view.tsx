// An agreement that came after the application.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Sign the agreement', section: 'provider' };
