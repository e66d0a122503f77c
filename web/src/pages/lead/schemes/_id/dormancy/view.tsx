// When homes of a scheme fall asleep, and which have.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Homes that do not bid', section: 'lead' };
