// page.ts - what a view.tsx exports.
// SPDX-License-Identifier: Apache-2.0
import type { VNode } from 'preact';

import type { Section } from './sections.ts';

export interface Page {
  // Without the name of the service; it is the <title> and, for a screen, the
  // heading that stands there until the data has come.
  title: string;
  section: Section;
  // What is rendered at build time. A screen has none: main.tsx fills it.
  body?: VNode;
  // Says what the page is, to a search engine. Screens are not to be found.
  description?: string;
  // The location of nginx that says what is known of the one thing that the page
  // is about; its body has an <Answer>.
  about?: string;
  // In a frame of somebody else's page: without header and footer.
  embedded?: boolean;
}
