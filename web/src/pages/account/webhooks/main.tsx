// Where the events of an organisation are sent.
// SPDX-License-Identifier: Apache-2.0
import { nameOf, stateOf, type Webhook, webhookPage, WebhookTag, whyOff } from '#account/webhooks.tsx';
import { api, body } from '#api/client.ts';
import { BackLink, Button } from '#components/index.ts';
import { More } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Row {
  webhook: Webhook;
  state: Awaited<ReturnType<typeof stateOf>>;
}

async function page(cursor?: string): Promise<{ items: Row[]; next: string | null }> {
  const { items, next } = await body(api.GET('/v1/webhook-endpoints', { params: { query: { cursor } } }));
  const rows = items.map(async (webhook) => ({ webhook, state: await stateOf(webhook) }));
  return { items: await Promise.all(rows), next };
}

function Webhooks({ rows }: { rows: Row[] }) {
  if (rows.length === 0)
    return <p class="govuk-body">Your organisation has none.</p>;
  return (
    <WideTable caption="Addresses that are told" firstCellIsHeader
      head={[{ text: 'What it is for' }, { text: 'Address' }, { text: 'State' }, { text: 'Since' }]}
      rows={rows.map(({ webhook, state }) => [
        { text: <a class="govuk-link" href={webhookPage(webhook.id)}>{nameOf(webhook)}</a> },
        { text: <code>{webhook.url}</code> },
        { text: <><WebhookTag state={state} /> {whyOff(webhook)}</> },
        { text: atTime(webhook.created_at) },
      ])} />
  );
}

void screen({
  load: () => page(),
  view: ({ data, me }) => (
    <>
      <BackLink href="/account/">Your account</BackLink>
      <h1 class="govuk-heading-l">Webhooks</h1>
      <p class="govuk-body">
        Fairlot tells your own software when something has happened that concerns your
        organisation. <a class="govuk-link" href="/api/#being-told">How that works</a>.
      </p>
      <More first={data} load={page}>{(rows) => <Webhooks rows={rows} />}</More>
      {me.role !== 'auditor' && <Button href="/account/webhooks/new/">Add a webhook</Button>}
    </>
  ),
});
