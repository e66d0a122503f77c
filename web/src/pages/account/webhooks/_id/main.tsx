// One webhook: how it does, what can be done with it, and what was sent to it.
// SPDX-License-Identifier: Apache-2.0
import { answererOf } from '#account/answerer.ts';
import { Deliveries, deliveriesOf } from '#account/deliveries.tsx';
import {
  type Delivery, loadWebhook, nameOf, pathOf, stateOf, type Webhook, webhooksPage, WebhookTag, whyOff,
} from '#account/webhooks.tsx';
import { type Answer, answer, api } from '#api/client.ts';
import { BackLink, Button, Details, InsetText } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { InstantField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import type { Filtered } from '#lists/list.tsx';
import { typeInWords } from '#market/event-words.ts';
import { Facts } from '#site/facts.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';

interface Whole {
  webhook: Answer<Webhook>;
  state: Awaited<ReturnType<typeof stateOf>>;
  answerer: string;
  deliveries: Filtered<Delivery>;
}

type Part = View<Whole>;

function Events({ types }: { types: string[] }) {
  if (types.length === 0)
    return <>Everything that your organisation is told of</>;
  return (
    <ul class="govuk-list govuk-!-margin-bottom-0">
      {types.map((type) => <li key={type}>{typeInWords(type)}</li>)}
    </ul>
  );
}

function Known({ data: { webhook: { data: webhook }, state, answerer } }: Part) {
  const { previous_secret_ends_at: both } = webhook;
  return (
    <Facts
      of={[
        ['State', <WebhookTag state={state} />],
        ['Address', <code>{webhook.url}</code>],
        ['Told of', <Events types={webhook.event_types} />],
        ['Secret', both === null ? 'Shown once, when it was made' : `The secret before the present one still signs, until ${atTime(both)}`],
        ['Who answers for it', answerer],
        ['Since', atTime(webhook.created_at)],
      ]}
    />
  );
}

function TestButton({ data: { webhook: { data: { id } } }, reload }: Part) {
  const test = useAct(async () => {
    await answer(api.POST('/v1/webhook-endpoints/{endpoint_id}/test', { params: pathOf(id), body: {} }));
    await reload('A test message is on its way. The list below says what becomes of it.');
  });
  return <Button type="button" attributes={test.attributes()}>Send a test message</Button>;
}

function SwitchButton({ data: { webhook: { data: { id, disabled }, etag } }, reload }: Part) {
  const turn = useAct(async () => {
    await answer(api.PATCH('/v1/webhook-endpoints/{endpoint_id}', {
      params: { ...pathOf(id), header: { 'If-Match': etag } }, body: { disabled: !disabled } }));
    await reload(disabled ? 'The webhook is switched on' : 'The webhook is switched off');
  });
  return (
    <Button type="button" classes={disabled ? undefined : 'govuk-button--secondary'} attributes={turn.attributes()}>
      {disabled ? 'Switch it on' : 'Switch it off'}
    </Button>
  );
}

function Since({ data: { webhook: { data: { id } } }, reload }: Part) {
  const form = useForm({
    read: (values) => ({ since: values.instant('since') }),
    send: (body, headers) => answer(api.POST('/v1/webhook-endpoints/{endpoint_id}/replay', {
      params: pathOf(id), body, headers })),
    done: () => reload('All that has happened since then is sent again'),
  });
  return (
    <Details summaryText="Send everything again from a day on">
      <p class="govuk-body">
        All that it is told of and that has happened since, in that order, also from before the
        webhook was made. Your software may get some of it twice, with the same id.
      </p>
      <Form form={form}>
        <InstantField form={form} name="since" label="What has happened since" />
        <SendButton form={form} text="Send it all again" secondary />
      </Form>
    </Details>
  );
}

function Remove({ data: { webhook: { data: webhook, etag } } }: Part) {
  const form = useForm({
    read: () => ({}),
    send: () => answer(api.DELETE('/v1/webhook-endpoints/{endpoint_id}', {
      params: { ...pathOf(webhook.id), header: { 'If-Match': etag } } })),
    done: () => goTo(webhooksPage, `${nameOf(webhook)} is deleted`),
  });
  return (
    <Details summaryText="Delete this webhook">
      <p class="govuk-body">
        Nothing more is sent there, and the list of what was sent is gone. To stop for a while, switch it off instead.
      </p>
      <Form form={form}><SendButton form={form} text="Delete it" warning /></Form>
    </Details>
  );
}

function Acts(view: Part) {
  const { webhook: { data: { disabled }, etag } } = view.data;
  return (
    <>
      <div class="govuk-button-group">
        {!disabled && <TestButton {...view} />}
        <SwitchButton {...view} />
        <Button href="change/" classes="govuk-button--secondary">Change it</Button>
        <Button href="secret/" classes="govuk-button--secondary">Make a new secret</Button>
      </div>
      <Since key={`since-${etag}`} {...view} />
    </>
  );
}

function OneWebhook(view: Part) {
  const { data: { webhook: { data: webhook, etag }, deliveries }, query, me } = view;
  const mayChange = me.role !== 'auditor';
  const off = whyOff(webhook);
  return (
    <>
      <BackLink href={webhooksPage}>Webhooks</BackLink>
      <h1 class="govuk-heading-l">{nameOf(webhook)}</h1>
      {off && <InsetText>{`Switched off ${off}. Nothing is sent and nothing is lost: switched on again, it is told what has happened in between.`}</InsetText>}
      <Known {...view} />
      {mayChange && <Acts {...view} />}
      <Deliveries webhook={webhook} page={deliveries} query={query} />
      {mayChange && <Remove key={etag} {...view} />}
    </>
  );
}

void screen<Whole>({
  load: async ({ ids: [endpoint_id = ''], query, me }) => {
    const webhook = await loadWebhook(endpoint_id);
    const [state, answerer, deliveries] = await Promise.all([
      stateOf(webhook.data), answererOf(webhook.data.answered_by, me.id), deliveriesOf(endpoint_id, query),
    ]);
    return { webhook, state, answerer, deliveries };
  },
  title: ({ webhook: { data } }) => nameOf(data),
  view: OneWebhook,
});
