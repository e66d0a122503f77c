// The second stage of one home, to be checked and sent in.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Check your answers', section: 'provider' };
