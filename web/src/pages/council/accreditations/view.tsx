// The accredited homes that the council can ask.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Accredited homes', section: 'council' };
