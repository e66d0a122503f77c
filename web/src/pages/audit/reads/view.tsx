// Who read what about a person.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Who read what', section: 'auditor' };
