// Where the link of an e-mail leads that confirms an enquiry.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Confirm your enquiry', section: 'public' };
