// All schemes, with their state and their lead authority.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { More } from '#lists/more.tsx';
import { SchemeTag } from '#market/tags.tsx';
import { publicPage } from '#site/public.tsx';
import { onDay } from '#site/words.ts';

const page = (cursor?: string) =>
  body(api.GET('/v1/schemes', { params: { query: { limit: 50, cursor } } }));

void publicPage({
  load: () => page(),
  view: ({ data }) => (
    <>
      <h1 class="govuk-heading-l">Schemes</h1>
      <p class="govuk-body">
        A scheme is a list of accredited homes that several councils buy from. A home can join
        while the scheme is open.
      </p>
      <More first={data} load={page}>
        {(schemes) => schemes.length === 0 ? <p class="govuk-body">No scheme has been published here yet.</p> : (
          <ul class="govuk-list govuk-list--spaced">
            {schemes.map(({ id, name, state, lead, valid_to }) => (
              <li key={id}>
                <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
                  <a class="govuk-link" href={`/schemes/${id}/`}>{name}</a>
                </h2>
                <SchemeTag state={state} />{' '}
                {`${lead.name}, until ${onDay(valid_to)}`}
              </li>
            ))}
          </ul>
        )}
      </More>
    </>
  ),
});
