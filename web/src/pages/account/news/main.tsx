// The notifications of one person, newest first.
// SPDX-License-Identifier: Apache-2.0
import { api, body } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { More } from '#lists/more.tsx';
import { News } from '#market/news.tsx';
import { screen } from '#site/screen.tsx';

const page = (cursor?: string) =>
  body(api.GET('/v1/notifications', { params: { query: { limit: 50, cursor } } }));

void screen({
  load: () => page(),
  view: ({ data, me }) => (
    <>
      <BackLink href="/account/">Your account</BackLink>
      <h1 class="govuk-heading-l">What has happened</h1>
      <More first={data} load={page}>{(items) => <News items={items} role={me.role} />}</More>
    </>
  ),
});
