// One home whose answers an officer of a partner council scores.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Score an application', section: 'council' };
