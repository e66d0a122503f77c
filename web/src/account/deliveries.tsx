// deliveries.tsx - what was sent to a webhook, newest first.
// SPDX-License-Identifier: Apache-2.0
import { api, body, type Schemas } from '#api/client.ts';
import { asked, type Filter, type Filtered, filtered, Filters, PageLinks } from '#lists/list.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { typeInWords } from '#market/event-words.ts';
import { optionsOf } from '#market/tags.tsx';
import { atTime } from '#site/words.ts';
import { type Delivery, deliveryStates, DeliveryTag, lastAnswer, pathOf, type Webhook, webhookPage } from './webhooks.tsx';

const filters: Filter[] = [
  { name: 'state', label: 'State', all: 'All states', options: optionsOf(deliveryStates) },
];

export const deliveriesOf = (endpoint_id: string, query: URLSearchParams): Promise<Filtered<Delivery>> =>
  filtered(body(api.GET('/v1/webhook-endpoints/{endpoint_id}/deliveries', {
    params: { ...pathOf(endpoint_id), query: {
      limit: 20, cursor: asked(query, 'cursor'), state: asked(query, 'state') as Schemas['DeliveryState'] | undefined,
    } },
  })));

function Table({ webhook, items }: { webhook: Webhook; items: Delivery[] }) {
  const next = ({ next_attempt_at }: Delivery) =>
    (next_attempt_at === null ? '–' : webhook.disabled ? 'Once it is switched on' : atTime(next_attempt_at));
  return (
    <WideTable caption="Messages, newest first" firstCellIsHeader
      head={['What happened', 'State', 'Tries', 'Last answer', 'Next try', 'Since'].map((text) => ({ text }))}
      rows={items.map((delivery) => [
        { text: (
          <a class="govuk-link" href={`${webhookPage(webhook.id)}deliveries/${delivery.id}/`}>
            {typeInWords(delivery.event_type)}
          </a>
        ) },
        { text: <DeliveryTag state={delivery.state} /> },
        { text: String(delivery.attempts), classes: 'numeric' },
        { text: lastAnswer(delivery) },
        { text: next(delivery) },
        { text: atTime(delivery.created_at) },
      ])} />
  );
}

export function Deliveries({ webhook, page, query }: {
  webhook: Webhook; page: Filtered<Delivery>; query: URLSearchParams;
}) {
  const none = asked(query, 'state') ? 'Nothing is in this state.' : 'Nothing yet.';
  return (
    <>
      <h2 class="govuk-heading-m">What was sent</h2>
      <p class="govuk-body">Kept for 30 days; what was given up, for 90.</p>
      <Filters filters={filters} query={query} refusal={page.refusal} />
      {page.items.length === 0 ? <p class="govuk-body">{none}</p> : <Table webhook={webhook} items={page.items} />}
      <PageLinks query={query} next={page.next} />
    </>
  );
}
