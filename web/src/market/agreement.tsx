// agreement.tsx - a version of a scheme's agreement: its text, and which is the newest.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { atTime } from '#site/words.ts';

type Agreement = Schemas['Agreement'];

// The one to sign; null where a scheme has none.
export const newestAgreement = async (scheme_id: string): Promise<Agreement | null> =>
  (await body(api.GET('/v1/schemes/{scheme_id}/agreements', { params: { path: { scheme_id }, query: { limit: 1 } } }))).items[0] ?? null;

export function AgreementText({ agreement: { title, content, version, published_at } }: { agreement: Agreement }) {
  return (
    <>
      <div class="agreement" role="region" aria-label={`${title}, version ${version}`} tabIndex={0}>
        {content.split(/\n+/).map((text) => <p class="govuk-body">{text}</p>)}
      </div>
      <p class="govuk-hint">{`Version ${version}, published ${atTime(published_at)}`}</p>
    </>
  );
}
