// Gives the seat at an event back.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Give the seat back', section: 'provider' };
