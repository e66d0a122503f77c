// public.tsx - a page for everybody: loads and renders, and nobody signs in.
// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';

import { show, showRefusal } from './screen.tsx';
import { start } from './start.ts';

export interface Public<T> {
  load: (context: { ids: string[]; query: URLSearchParams }) => Promise<T>;
  view: FunctionComponent<{ data: T }>;
  title?: (data: T) => string;
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export async function publicPage<T>(of: Public<T>): Promise<void> {
  start();
  await open(of);
}

async function open<T>(of: Public<T>): Promise<void> {
  try {
    const data = await of.load({
      ids: location.pathname.match(uuid) ?? [], query: new URLSearchParams(location.search),
    });
    if (of.title)
      document.title = `${of.title(data)} - Fairlot`;
    const View = of.view;
    show(<View data={data} />);
  } catch (error) {
    showRefusal(error, () => open(of));
  }
}
