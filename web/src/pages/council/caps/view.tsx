// The categories in which a council may set a cap of its own.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Caps on core costs', section: 'council' };
