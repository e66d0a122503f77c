// Sets what a scheme is measured by.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Change targets and budget', section: 'lead' };
