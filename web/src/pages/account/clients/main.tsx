// Programs that may act for an organisation: made, listed, ended.
// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';

import { Lost, orLost } from '#account/lost-secret.ts';
import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { BackLink, Button, Tag } from '#components/index.ts';
import { useAct } from '#forms/act.ts';
import { SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { screen, type View } from '#site/screen.tsx';
import { ShownOnce } from '#site/shown-once.tsx';
import { atTime, inWords } from '#site/words.ts';

type Client = Schemas['Client'];
type Made = Schemas['ClientWithSecret'];

// An organisation has no more: all of them are here.
const page = (cursor?: string) =>
  body(api.GET('/v1/clients', { params: { query: { limit: 50, cursor } } }));

// Somebody else may have ended it before. Nothing of a client changes, so there
// is nothing that its ETag of this moment could hide.
async function endClient(client_id: string): Promise<void> {
  const params = { path: { client_id } };
  const found = await ifThere(api.GET('/v1/clients/{client_id}', { params }));
  if (found)
    await answer(api.DELETE('/v1/clients/{client_id}', { params: { ...params, header: { 'If-Match': found.etag } } }));
}

const advice = 'Look in the list before you send it again: if it is there, nobody knows its secret, so end it and add another.';

function NewClient({ onMade, onLost }: { onMade: (made: Made) => void; onLost: (name: string) => void }) {
  const form = useForm({
    read: (values) => ({ name: values.text('name') }),
    send: async (client) => {
      try {
        return await orLost(answer(api.POST('/v1/clients', { body: client })), advice);
      } catch (error) {
        if (error instanceof Lost)
          onLost(client.name);
        throw error;
      }
    },
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

// `isLost`: the answer with its secret may not have come.
function Table({ clients, isLost, end }: {
  clients: Client[];
  isLost: (client: Client) => boolean;
  // Of the button; undefined for who may only look.
  end: ReturnType<typeof useAct<[Client]>>['attributes'] | undefined;
}) {
  return (
    <WideTable caption="Those that may sign in" firstCellIsHeader
      head={[{ text: 'What it is for' }, { text: 'Role' }, { text: 'Since' }, { text: 'End it' }]}
      rows={clients.map((client) => [
        { text: <>{client.name} {isLost(client) && <Tag classes="govuk-tag--red">Secret not shown</Tag>}</> },
        { text: inWords(client.role) },
        { text: atTime(client.created_at) },
        { text: end && (
          <Button type="button" classes="govuk-button--secondary in-table" attributes={end(client)}>
            End <span class="govuk-visually-hidden">{client.name}</span>
          </Button>
        ) },
      ])}
    />
  );
}

function Clients({ data, reload, me }: View<Page<Client>>) {
  const [made, setMade] = useState<Made | null>(null);
  // The names of those whose answer was lost, and what there is since. One that
  // was there before, or whose secret was shown, is none of them.
  const [lost, setLost] = useState<string[]>([]);
  const [newer, setNewer] = useState<Page<Client> | null>(null);
  const [known, setKnown] = useState(() => data.items.map(({ id }) => id));
  const mayChange = me.role !== 'auditor';
  const list = newer ?? data;
  const isLost = ({ id, name }: Client) => lost.includes(name) && !known.includes(id);

  const again = async (done?: string) => {
    await reload(done);
    setNewer(null);
  };
  const lose = (name: string) => {
    setLost([...lost, name]);
    // Where that is lost, too, the advice stands all the same.
    page().then(setNewer, () => undefined);
  };
  const keep = (client: Made) => {
    setMade(client);
    setKnown([...known, client.id]);
  };
  const end = useAct(async ({ id, name }: Client) => {
    await endClient(id);
    await again(`${name} can no longer sign in`);
  });
  if (made)
    return (
      <ShownOnce title={`The secret of ${made.name}`} what="secret"
        facts={[['Client id', <code>{made.client_id}</code>], ['Client secret', <code>{made.client_secret}</code>]]}
        onSeen={() => { setMade(null); void again(); }} />
    );
  return (
    <>
      <BackLink href="/account/">Your account</BackLink>
      <h1 class="govuk-heading-l">Machine clients</h1>
      <p class="govuk-body">
        Your own software signs in as a machine client and does by itself what you do
        here. <a class="govuk-link" href="/api/">How that works</a>.
      </p>
      <More key={list.items.map(({ id }) => id).join()} first={list} load={page}>
        {(items) => (items.length === 0 ? <p class="govuk-body">Your organisation has none.</p>
          : <Table clients={items} isLost={isLost} end={mayChange ? end.attributes : undefined} />)}
      </More>
      {mayChange && <NewClient onMade={keep} onLost={lose} />}
    </>
  );
}

void screen({ load: () => page(), view: Clients });
