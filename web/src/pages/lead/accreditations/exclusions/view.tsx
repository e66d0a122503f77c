// Requests of councils to exclude a home.
// SPDX-License-Identifier: Apache-2.0
import type { Page } from '#site/page.ts';

export const page: Page = { title: 'Requests to exclude a home', section: 'lead' };
