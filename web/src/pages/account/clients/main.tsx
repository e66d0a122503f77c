// Programs that may act for an organisation: made, listed, ended.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { answer, api, body, type Schemas } from '#api/client.ts';
import { BackLink, Button, WarningText } from '#components/index.ts';
import { useAct } from '#site/act.ts';
import { Facts } from '#site/facts.tsx';
import { SendButton, TextField } from '#site/fields.tsx';
import { Form, useForm } from '#site/form.tsx';
import { More, type Page } from '#site/more.tsx';
import { screen, type View } from '#site/screen.tsx';
import { WideTable } from '#site/wide-table.tsx';
import { atTime, inWords } from '#site/words.ts';

type Client = Schemas['Client'];

const page = (cursor?: string) =>
  body(api.GET('/v1/clients', { params: { query: { cursor } } }));

function Secret({ made, onSeen }: { made: Schemas['ClientWithSecret']; onSeen: () => void }) {
  return (
    <>
      <h1 class="govuk-heading-l">{`The secret of ${made.name}`}</h1>
      <WarningText>Copy the secret now. It is shown this once.</WarningText>
      <Facts
        of={[
          ['Client id', <code>{made.client_id}</code>],
          ['Client secret', <code>{made.client_secret}</code>],
        ]}
      />
      <Button type="button" attributes={{ onClick: onSeen }}>I have copied it</Button>
    </>
  );
}

function NewClient({ onMade }: { onMade: (made: Schemas['ClientWithSecret']) => void }) {
  const form = useForm({
    read: (values) => ({ name: values.text('name') }),
    send: (client) => answer(api.POST('/v1/clients', { body: client })),
    done: ({ data }) => onMade(data),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Add a machine client</h2>
      <TextField form={form} name="name" label="What it is for" width={20}
        hint="For example, ‘Case system, nightly’" />
      <SendButton form={form} text="Add it" />
    </Form>
  );
}

function Clients({ data, reload, me }: View<Page<Client>>) {
  const [made, setMade] = useState<Schemas['ClientWithSecret'] | null>(null);
  const mayChange = me.role !== 'auditor';
  const end = useAct(async ({ id, name }: Client) => {
    const params = { path: { client_id: id } };
    const { etag } = await answer(api.GET('/v1/clients/{client_id}', { params }));
    await answer(api.DELETE('/v1/clients/{client_id}', {
      params: { ...params, header: { 'If-Match': etag } } }));
    await reload(`${name} can no longer sign in`);
  });
  if (made)
    return <Secret made={made} onSeen={() => { setMade(null); void reload(); }} />;
  return (
    <>
      <BackLink href="/account/">Your account</BackLink>
      <h1 class="govuk-heading-l">Machine clients</h1>
      <p class="govuk-body">
        Your own software signs in as a machine client and does by itself what you do
        here. <a class="govuk-link" href="/api/">How that works</a>.
      </p>
      <More key={data.items.map(({ id }) => id).join()} first={data} load={page}>
        {(items) => items.length === 0 ? <p class="govuk-body">Your organisation has none.</p> : (
          <WideTable caption="Those that may sign in" firstCellIsHeader
            head={[{ text: 'What it is for' }, { text: 'Role' }, { text: 'Since' }, { text: 'End it' }]}
            rows={items.map((client) => [
              { text: client.name },
              { text: inWords(client.role) },
              { text: atTime(client.created_at) },
              { text: mayChange && (
                <Button type="button" classes="govuk-button--secondary in-table" attributes={end.attributes(client)}>
                  End <span class="govuk-visually-hidden">{client.name}</span>
                </Button>
              ) },
            ])}
          />
        )}
      </More>
      {mayChange && <NewClient onMade={setMade} />}
    </>
  );
}

void screen({ load: () => page(), view: Clients });
