// The proof of one event.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Proof of an event', section: 'auditor' };
