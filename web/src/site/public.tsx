// public.tsx - a page for everybody: loads and renders, and nobody signs in.
// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent } from 'preact';

import { type Address, address, show, showRefusal } from './region.tsx';
import { start } from './start.ts';

export interface Public<T> {
  load: (address: Address) => Promise<T>;
  view: FunctionComponent<{ data: T }>;
  title?: (data: T) => string;
}

export async function publicPage<T>(of: Public<T>): Promise<void> {
  start();
  await open(of);
}

async function open<T>(of: Public<T>): Promise<void> {
  try {
    const data = await of.load(address());
    const View = of.view;
    show(<View data={data} />, of.title?.(data));
  } catch (error) {
    showRefusal(error, () => open(of));
  }
}
