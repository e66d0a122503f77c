// library-frame.tsx - the head of a page below the library of a scheme.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import type { Schemas } from '#api/client.ts';
import { SchemeFrame } from './scheme-frame.tsx';

export const LibraryFrame = (of: { scheme: Schemas['Scheme']; title: string; children: ComponentChildren }) => (
  <SchemeFrame {...of} under={[{ page: 'library', text: 'Library of questions' }]} />
);
