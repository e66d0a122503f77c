// loading.tsx - what stands on a screen until its data has come.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

// `children`: what is said instead to whoever's browser runs no script.
export function Loading({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body with-script" role="status">Loading…</p>
      <noscript>
        {children ?? (
          <p class="govuk-body">
            This part of Fairlot needs JavaScript, which is switched off in your browser. The{' '}
            <a class="govuk-link" href="/homes/a-to-z/">list of accredited homes</a> works
            without it.
          </p>
        )}
      </noscript>
    </>
  );
}
