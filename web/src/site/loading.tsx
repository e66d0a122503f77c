// loading.tsx - what stands on a screen until its data has come.
// SPDX-License-Identifier: Apache-2.0

export function Loading({ title }: { title: string }) {
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body" role="status">Loading…</p>
      <noscript>
        <p class="govuk-body">
          This part of Fairlot needs JavaScript, which is switched off in your browser. The{' '}
          <a class="govuk-link" href="/homes/a-to-z/">list of accredited homes</a> works
          without it.
        </p>
      </noscript>
    </>
  );
}
