// quoted.tsx - a text as somebody else wrote it, with its line feeds.
// SPDX-License-Identifier: Apache-2.0
export function Quoted({ text, empty = 'Nothing was written.' }: { text: string | null | undefined; empty?: string }) {
  return text ? <blockquote class="quoted prose govuk-body">{text}</blockquote>
    : <p class="govuk-hint">{empty}</p>;
}
