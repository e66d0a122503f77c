// What an officer of a partner council was asked to score.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Applications to score', section: 'council' };
