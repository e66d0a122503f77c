// The questions that the categories of a scheme share.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Library of questions', section: 'lead' };
